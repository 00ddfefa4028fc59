package io.rookery.storage.placement.balance;

import java.nio.charset.StandardCharsets;

/**
 * Weighted rendezvous hashing. The score of a slot for a shard depends only on the two, and grows
 * with the weight of the shard. A shard that comes back has the same scores as before, so it
 * attracts the slots that it had.
 */
final class Rendezvous {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    private Rendezvous() {}

    /** Returns the score. It is the same on every machine, and greater than zero. */
    static double score(int slot, WeightedShard shard) {
        long hash = mix(nameHash(shard.name()) + mix((slot + 1) * GOLDEN_RATIO));
        double uniform = ((hash >>> 11) + 0.5) * 0x1.0p-53; // strictly between 0 and 1
        return -shard.weight() / StrictMath.log(uniform);
    }

    private static long nameHash(String name) {
        long hash = FNV_OFFSET;
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
