package io.rookery.shard.map;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import io.rookery.shard.slot.Slots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shard map: which shard owns each slot, and where the shards are. Immutable; each change
 * creates a new map with the next epoch.
 */
public final class ShardMap {

    private final long epoch;
    private final Map<String, Shard> shards;
    private final SlotAssignment assignment;
    private final @Nullable Shard[] owners = new Shard[Slots.COUNT];
    private final boolean complete;

    /**
     * @param epoch version of the map; grows with each change
     * @throws IllegalArgumentException when two shards have the same name, or the owner of a slot
     *     is not among the shards
     */
    public ShardMap(long epoch, List<Shard> shards, SlotAssignment assignment) {
        this.epoch = epoch;
        this.shards = new LinkedHashMap<>();
        this.assignment = assignment;
        for (Shard shard : shards) {
            if (this.shards.put(shard.name(), shard) != null) {
                throw new IllegalArgumentException("Two shards are named " + shard.name());
            }
        }
        for (int slot = 0; slot < owners.length; slot++) {
            owners[slot] = assignment.ownerOf(slot).map(this::known).orElse(null);
        }
        this.complete = assignment.isComplete();
    }

    /**
     * Reads what {@link #toJson()} writes; ignores unknown fields.
     *
     * @throws IllegalArgumentException when the text is not a shard map
     */
    public static ShardMap fromJson(String json) {
        return ShardMapJson.read(json);
    }

    public String toJson() {
        return ShardMapJson.write(this);
    }

    /** The version of the map. It grows by at least one with each change. */
    public long epoch() {
        return epoch;
    }

    /** All shards, in the order in which they joined. */
    public List<Shard> shards() {
        return List.copyOf(shards.values());
    }

    public Optional<Shard> shard(String name) {
        return Optional.ofNullable(shards.get(name));
    }

    /**
     * The shard that owns the slot.
     *
     * @throws UnassignedSlotException when none does
     * @throws IllegalArgumentException when the number is not a slot
     */
    public Shard shardOf(int slot) {
        Shard owner = owners[Slots.check(slot)];
        if (owner == null) {
            throw new UnassignedSlotException(slot, epoch);
        }
        return owner;
    }

    /** Whether every slot has an owner. */
    public boolean isComplete() {
        return complete;
    }

    public SlotSet slotsOf(String shard) {
        return assignment.slotsOf(shard);
    }

    public SlotAssignment assignment() {
        return assignment;
    }

    /** The map of the next epoch with other shards and the same owners. */
    public ShardMap withShards(List<Shard> next) {
        return new ShardMap(epoch + 1, next, assignment);
    }

    /** The map of the next epoch with the same shards and other owners. */
    public ShardMap withAssignment(SlotAssignment next) {
        return new ShardMap(epoch + 1, shards(), next);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShardMap map
                && epoch == map.epoch
                && shards().equals(map.shards())
                && assignment.equals(map.assignment);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(epoch);
    }

    @Override
    public String toString() {
        return "shard map of epoch %d with shards %s".formatted(epoch, shards.keySet());
    }

    private Shard known(String name) {
        return shard(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no shard named " + name));
    }
}
