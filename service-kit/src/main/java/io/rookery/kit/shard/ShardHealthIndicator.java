package io.rookery.kit.shard;

import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready once every slot has a shard and every shard the service's schema. Says nothing about
 * whether the shards answer: one that does not must not take the service away from the others.
 */
final class ShardHealthIndicator implements HealthIndicator {

    private final ShardMaps maps;
    private final SchemaMigrator migrator;
    private volatile boolean wasReady;

    ShardHealthIndicator(ShardMaps maps, SchemaMigrator migrator) {
        this.maps = maps;
        this.migrator = migrator;
    }

    @Override
    public Health health() {
        // A shard that joins later takes no slots before it is migrated.
        wasReady = wasReady || maps.current().filter(this::isUsable).isPresent();
        return wasReady ? Health.up().build() : Health.outOfService().build();
    }

    private boolean isUsable(ShardMap map) {
        return map.isComplete() && migrator.hasMigrated(map);
    }
}
