package io.rookery.shard.map;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shard map store in memory, which is always available. */
final class InMemoryShardMapStore implements ShardMapStore {

    private @Nullable VersionedShardMap stored;

    @Override
    public synchronized Optional<VersionedShardMap> read() {
        return Optional.ofNullable(stored);
    }

    @Override
    public synchronized boolean create(ShardMap first) {
        if (stored == null) {
            stored = new VersionedShardMap(first, 0);
        }
        return stored.map().equals(first);
    }

    @Override
    public synchronized boolean compareAndSet(ShardMap next, int expectedVersion) {
        if (expectedVersion < 0) {
            throw new IllegalArgumentException(
                    "The version must not be negative: " + expectedVersion);
        }
        if (stored != null && stored.version() == expectedVersion) {
            stored = new VersionedShardMap(next, expectedVersion + 1);
        }
        return stored != null && stored.map().equals(next);
    }
}
