package io.rookery.storage.placement.move;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.postgres.PostgresPairSettings;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.map.ZooKeeperShardMapStore;
import io.rookery.shard.map.ZooKeeperShardMaps;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardClientSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.flywaydb.core.Flyway;

/** Two shards, of which each is a pair and owns one half of the slots, with ZooKeeper. */
final class MovingShards implements AutoCloseable {

    static final String SOURCE = "shard-0";
    static final String TARGET = "shard-1";

    private static final String PASSWORD = "rookery";
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration MAX_LAG = Duration.ofMillis(100);

    private final List<PostgresPair> pairs = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CuratorFramework zooKeeper;
    private final ShardClient mover;

    private MovingShards(Path directory) throws IOException, SQLException {
        int port = FreePorts.reserve(1);
        opened.add(
                ZooKeeperEnsemble.start(
                        ZooKeeperSettings.of(
                                Files.createDirectories(directory.resolve("zookeeper")), port)));
        zooKeeper =
                CuratorFrameworkFactory.builder()
                        .connectString("127.0.0.1:" + port)
                        .retryPolicy(new RetryNTimes(10, 500))
                        .build();
        zooKeeper.start();
        opened.add(zooKeeper);
        pairs.add(startPair(SOURCE, directory, "0", "8191"));
        pairs.add(startPair(TARGET, directory, "8192", "16383"));
        new ZooKeeperShardMapStore(zooKeeper).create(map());
        var settings =
                new ShardClientSettings(
                        "rookery_move",
                        List.of(PASSWORD),
                        3,
                        1,
                        DEADLINE,
                        DEADLINE,
                        DEADLINE,
                        ShardClientSettings.of("rookery_move", PASSWORD).tls());
        mover = ShardClient.open(ShardMaps.of(map()), settings, () -> DEADLINE);
        opened.add(mover);
    }

    static MovingShards start(Path directory) throws IOException, SQLException {
        return new MovingShards(directory);
    }

    private static PostgresPair startPair(String name, Path directory, String first, String last)
            throws SQLException {
        PostgresPair pair =
                PostgresPair.start(
                        PostgresPairSettings.of(name, directory.resolve(name), FreePorts.reserve(2))
                                .withFsync(false));
        pair.awaitSynchronous(START);
        migrate(pair, "rookery_storage", "placement", "classpath:db/migration");
        migrate(
                pair,
                "rookery_users",
                "users",
                "filesystem:../user-service/src/main/resources/db/migration");
        migrate(
                pair,
                "rookery_feed",
                "feed",
                "filesystem:../feed-service/src/main/resources/db/migration");
        run(
                pair,
                """
                insert into placement.owned_slot select generate_series(%s, %s), 1;
                """
                        .formatted(first, last));
        return pair;
    }

    private static void migrate(PostgresPair pair, String role, String schema, String location) {
        Flyway.configure()
                .dataSource(pair.jdbcUrl(), role, PASSWORD)
                .defaultSchema(schema)
                .locations(location)
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
    }

    private static void run(PostgresPair pair, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(pair.jdbcUrl(), "rookery_admin", PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private ShardMap map() {
        return new ShardMap(
                1,
                List.of(shard(SOURCE, source()), shard(TARGET, target())),
                SlotAssignment.of(
                        Map.of(
                                SOURCE, SlotSet.range(0, 8191),
                                TARGET, SlotSet.range(8192, 16383))));
    }

    private static Shard shard(String name, PostgresPair pair) {
        return new Shard(name, pair.hosts(), "rookery", 1, ShardState.ACTIVE);
    }

    PostgresPair source() {
        return pairs.getFirst();
    }

    PostgresPair target() {
        return pairs.getLast();
    }

    PostgresPair pair(String shard) {
        return shard.equals(SOURCE) ? source() : target();
    }

    MoveStore store() {
        return new ZooKeeperMoveStore(zooKeeper);
    }

    ShardMap publishedMap() {
        return new ZooKeeperShardMapStore(zooKeeper).read().orElseThrow().map();
    }

    /** What restores moves that ZooKeeper has lost. */
    LostMoves lostMoves() {
        return new LostMoves(store(), new MoveShards(mover), List.of(SOURCE, TARGET));
    }

    /** Number of replication slots of moves on both primaries. */
    int replicationSlots() {
        return List.of(SOURCE, TARGET).stream()
                .mapToInt(shard ->
                        mover.writeOn(
                                shard,
                                jdbc ->
                                        jdbc.sql(
                                                        "select count(*) from pg_replication_slots where slot_name like 'rookery_move_%'")
                                                .query(Integer.class)
                                                .single()))
                .sum();
    }

    /** Opens a client of a service that follows the published shard map. */
    ShardClient service(String role) {
        ZooKeeperShardMaps maps = ZooKeeperShardMaps.follow(zooKeeper);
        ShardClient client =
                ShardClient.open(maps, ShardClientSettings.of(role, PASSWORD), () -> DEADLINE);
        opened.add(maps);
        opened.add(client);
        return client;
    }

    /** A leader that knows nothing yet. */
    MoveDriver leader(Duration observed) {
        var shards = new MoveShards(mover);
        var pause = new SlotPause(shards, threads, new SimpleMeterRegistry());
        var replication = new MoveReplication(shards, this::connection);
        var removal = new ReplicationRemoval(shards);
        return new MoveDriver(
                new MovePlanner(MAX_LAG, observed),
                new MoveObserver(shards, replication, removal, Clock.systemUTC()),
                new MoveStepExecutor(
                        store(),
                        new ZooKeeperShardMapStore(zooKeeper),
                        shards,
                        replication,
                        removal,
                        new MoveLedger(shards, pause)),
                new MoveComparison(shards, pause));
    }

    private String connection(String shard) {
        PostgresPair pair = pair(shard);
        String ports =
                String.join(
                        ",", pair.hosts().stream().map(host -> host.split(":", -1)[1]).toList());
        return "host=127.0.0.1,127.0.0.1 port=%s dbname=rookery user=rookery_move password=%s target_session_attrs=read-write connect_timeout=3"
                .formatted(ports, PASSWORD);
    }

    @Override
    public void close() {
        for (AutoCloseable each : opened.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        pairs.forEach(PostgresPair::close);
        threads.close();
    }
}
