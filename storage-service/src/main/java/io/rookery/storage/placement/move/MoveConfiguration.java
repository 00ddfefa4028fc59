package io.rookery.storage.placement.move;

import io.micrometer.core.instrument.MeterRegistry;
import io.rookery.kit.shard.DatabaseLogin;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardClientSettings;
import io.rookery.storage.StorageSettings;
import io.rookery.storage.leadership.Leadership;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MoveConfiguration {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RADIX = 36;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** One transaction that pauses writers, one beside it, and one to spare. */
    private static final int POOL_SIZE = 3;

    @Bean
    MoveStore moveStore(CuratorFramework zooKeeper) {
        return new ZooKeeperMoveStore(zooKeeper);
    }

    @Bean(destroyMethod = "close")
    MoveClient moveClient(StorageSettings storage, MoveSettings settings, DatabaseLogin login) {
        return MoveClient.open(storage.joiningShards(), settings, login);
    }

    @Bean
    MoveShards moveShards(MoveClient client) {
        return new MoveShards(client.shards());
    }

    @Bean
    MoveReplication moveReplication(
            MoveShards shards, StorageSettings storage, MoveSettings settings) {
        var connections = new ServerConnections(storage.joiningShards(), settings);
        return new MoveReplication(shards, connections::to);
    }

    @Bean
    ReplicationRemoval replicationRemoval(MoveShards shards) {
        return new ReplicationRemoval(shards);
    }

    @Bean
    MovePlanner movePlanner(MoveSettings settings) {
        return new MovePlanner(settings.maxLag(), settings.observe());
    }

    @Bean
    MoveObserver moveObserver(
            MoveShards shards, MoveReplication replication, ReplicationRemoval removal) {
        return new MoveObserver(shards, replication, removal, Clock.systemUTC());
    }

    @Bean
    MoveStepExecutor moveStepExecutor(
            MoveStore store,
            ShardMapStore maps,
            MoveShards shards,
            MoveReplication replication,
            ReplicationRemoval removal,
            SlotPause pause) {
        return new MoveStepExecutor(
                store, maps, shards, replication, removal, new MoveLedger(shards, pause));
    }

    @Bean
    SlotPause slotPause(MoveShards shards, MoveClient client, MeterRegistry metrics) {
        return new SlotPause(shards, client.threads(), metrics);
    }

    @Bean
    MoveLoop moveLoop(
            MoveStore store,
            ShardMapStore maps,
            MoveSettings settings,
            MovePlanner planner,
            MoveObserver observer,
            MoveStepExecutor executor,
            MoveShards shards,
            SlotPause pause,
            StorageSettings storage,
            Leadership leadership) {
        return new MoveLoop(
                store,
                maps,
                new LostMoves(
                        store,
                        shards,
                        storage.shards().stream()
                                .map(StorageSettings.DeclaredShard::name)
                                .toList()),
                new MoveScheduler(settings.batch(), settings.unfinished()),
                new MoveDriver(planner, observer, executor, new MoveComparison(shards, pause)),
                leadership,
                storage,
                MoveConfiguration::id);
    }

    @Bean
    MoveStatus moveStatus(
            MoveStore store,
            ShardMapStore maps,
            MovePlanner planner,
            MoveObserver observer,
            MoveShards shards) {
        return new MoveStatus(store, maps, planner, observer, new MoveProgress(shards));
    }

    @Bean
    MoveRequests moveRequests(MoveStore store, ShardMapStore maps, MoveSettings settings) {
        return new MoveRequests(store, maps, settings.batch(), MoveConfiguration::id);
    }

    private static String id() {
        return Long.toString(RANDOM.nextLong(Long.MAX_VALUE), RADIX);
    }

    /**
     * Connects as the role of moves, whose rights no other part of the service needs.
     *
     * @param shards knows the declared shards, whatever their state, and no slots
     * @param threads run transactions while another one is open
     */
    record MoveClient(ShardClient shards, ExecutorService threads) implements AutoCloseable {

        static MoveClient open(List<Shard> declared, MoveSettings settings, DatabaseLogin login) {
            ShardClientSettings clientSettings =
                    new ShardClientSettings(
                            settings.username(),
                            settings.passwords(),
                            POOL_SIZE,
                            1,
                            DEADLINE,
                            DEADLINE,
                            DEADLINE,
                            login.encryption());
            List<Shard> reachable =
                    declared.stream().map(shard -> shard.withState(ShardState.ACTIVE)).toList();
            ShardMap map = new ShardMap(0, reachable, SlotAssignment.none());
            return new MoveClient(
                    ShardClient.open(ShardMaps.of(map), clientSettings, () -> DEADLINE),
                    Executors.newVirtualThreadPerTaskExecutor());
        }

        @Override
        public void close() {
            shards.close();
            threads.close();
        }
    }
}
