package io.rookery.shard.map;

import java.util.Optional;

/**
 * Where the one shard map is kept. Every method throws {@link ShardMapStoreException} when the
 * store cannot be reached or read.
 */
public interface ShardMapStore {

    /** The map as it is now; none when there has never been one. */
    Optional<VersionedShardMap> read();

    /** Stores the first map. False, and nothing is changed, when there is another map already. */
    boolean create(ShardMap first);

    /**
     * Replaces the map that was read with this version. False, and nothing is changed, when it has
     * been replaced since.
     */
    boolean compareAndSet(ShardMap next, int expectedVersion);
}
