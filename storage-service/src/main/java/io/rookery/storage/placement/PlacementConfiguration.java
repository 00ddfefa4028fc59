package io.rookery.storage.placement;

import io.rookery.kit.shard.DatabaseLogin;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.map.ZooKeeperShardMapStore;
import io.rookery.shard.schema.SchemaReadiness;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardClientSettings;
import io.rookery.storage.StorageSettings;
import io.rookery.storage.leadership.Leadership;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlacementConfiguration {

    private static final Duration LEDGER_DEADLINE = Duration.ofSeconds(10);

    @Bean
    ShardMapStore shardMapStore(CuratorFramework zooKeeper) {
        return new ZooKeeperShardMapStore(zooKeeper);
    }

    @Bean(destroyMethod = "close")
    LedgerClient ledgerClient(StorageSettings settings, DatabaseLogin login) {
        return LedgerClient.open(settings.joiningShards(), login);
    }

    @Bean
    ShardMapReconciler shardMapReconciler(
            StorageSettings settings,
            ShardMapStore store,
            ShardMaps maps,
            SchemaReadiness readiness,
            LedgerClient ledgers,
            Leadership leadership) {
        SlotLedger ledger = new PostgresSlotLedger(ledgers.shards());
        return new ShardMapReconciler(
                new PlacementObserver(settings.joiningShards(), store, maps, readiness, ledger),
                new ShardMapPlanner(settings.requiredServices()),
                new PlacementStepExecutor(store, ledger, leadership),
                leadership,
                settings);
    }

    /**
     * A separate shard client, because the ledgers are needed before there is a shard map.
     *
     * @param shards knows the declared shards, whatever their state, and no slots
     */
    record LedgerClient(ShardClient shards) implements AutoCloseable {

        static LedgerClient open(List<Shard> declared, DatabaseLogin login) {
            ShardClientSettings settings =
                    new ShardClientSettings(
                            login.username(),
                            login.passwords(),
                            1,
                            1,
                            LEDGER_DEADLINE,
                            LEDGER_DEADLINE,
                            LEDGER_DEADLINE,
                            login.encryption());
            List<Shard> reachable =
                    declared.stream().map(shard -> shard.withState(ShardState.ACTIVE)).toList();
            ShardMap map = new ShardMap(0, reachable, SlotAssignment.none());
            return new LedgerClient(
                    ShardClient.open(ShardMaps.of(map), settings, () -> LEDGER_DEADLINE));
        }

        @Override
        public void close() {
            shards.close();
        }
    }
}
