package io.rookery.kit.shard;

import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports the instance as ready once every slot has a shard and every shard has the service's
 * schema. It does not check whether the shards answer: a shard that is down must not make the
 * instance unavailable for the others.
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
        // A shard that joins later gets no slots before it is migrated.
        wasReady = wasReady || maps.current().filter(this::isUsable).isPresent();
        return wasReady ? Health.up().build() : Health.outOfService().build();
    }

    private boolean isUsable(ShardMap map) {
        return map.isComplete() && migrator.hasMigrated(map);
    }
}
