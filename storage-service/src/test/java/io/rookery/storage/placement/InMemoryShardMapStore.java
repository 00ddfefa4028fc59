package io.rookery.storage.placement;

import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.shard.map.VersionedShardMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that is always available, and loses its data on demand. */
public final class InMemoryShardMapStore implements ShardMapStore {

    private @Nullable VersionedShardMap stored;

    @Override
    public Optional<VersionedShardMap> read() {
        return Optional.ofNullable(stored);
    }

    @Override
    public boolean create(ShardMap first) {
        if (stored == null) {
            stored = new VersionedShardMap(first, 0);
            return true;
        }
        return false;
    }

    @Override
    public boolean compareAndSet(ShardMap next, int expectedVersion) {
        if (stored == null || stored.version() != expectedVersion) {
            return false;
        }
        stored = new VersionedShardMap(next, expectedVersion + 1);
        return true;
    }

    void loseData() {
        stored = null;
    }
}
