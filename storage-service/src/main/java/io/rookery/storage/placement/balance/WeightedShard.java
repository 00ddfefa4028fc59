package io.rookery.storage.placement.balance;

/**
 * A shard that may own slots.
 *
 * @param name the shard's name
 * @param weight its share of the slots, relative to the other shards; greater than zero
 */
public record WeightedShard(String name, double weight) {

    public WeightedShard {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("Shard " + name + " has invalid weight " + weight);
        }
    }
}
