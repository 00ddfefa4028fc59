package io.rookery.shard.map;

import java.util.Optional;

/**
 * Stores the shard map. Every method throws {@link ShardMapStoreException} when the store cannot be
 * reached or read.
 */
public interface ShardMapStore {

    /** Reads the current map; empty when there has never been one. */
    Optional<VersionedShardMap> read();

    /**
     * Stores the first map. Returns false, and changes nothing, when there is another map already.
     */
    boolean create(ShardMap first);

    /**
     * Replaces the map if its version is still the expected one. Returns false, and changes
     * nothing, when the map has been replaced since.
     */
    boolean compareAndSet(ShardMap next, int expectedVersion);
}
