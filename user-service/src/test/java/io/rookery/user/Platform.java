package io.rookery.user;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.rookery.kit.identity.InternalRoutes;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.postgres.PostgresPairSettings;
import io.rookery.launcher.secret.CallerTrial;
import io.rookery.launcher.secret.ServiceKeys;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.map.ZooKeeperShardMapStore;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.flywaydb.core.Flyway;

/** Two shards, a ZooKeeper server, and as many instances of user-service as a test needs. */
final class Platform implements AutoCloseable {

    private static final ServiceKeys SERVICE_KEYS = ServiceKeys.generate();
    private static final String PASSWORD = "rookery";

    private final List<PostgresPair> shards = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();
    private final ZooKeeperEnsemble zooKeeper;
    private final ECKey signingKey;

    private Platform(ZooKeeperEnsemble zooKeeper, ECKey signingKey) {
        this.zooKeeper = zooKeeper;
        this.signingKey = signingKey;
    }

    /** Starts the engines. Shard 0 has the lower half of the slots, shard 1 the upper half. */
    static Platform start(Path directory) throws IOException, SQLException, JOSEException {
        Platform platform =
                new Platform(
                        ZooKeeperEnsemble.start(
                                ZooKeeperSettings.of(
                                        directory.resolve("zookeeper"), FreePorts.reserve(1))),
                        new ECKeyGenerator(Curve.P_256).keyID("test").generate());
        try {
            platform.startShard("shard-0", directory, SlotSet.range(0, 8191));
            platform.startShard("shard-1", directory, SlotSet.range(8192, 16383));
            platform.publishMap();
            return platform;
        } catch (IOException | SQLException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    /** Returns a token with which feed-service authenticates to user-service. */
    static String feedServiceToken() {
        return SERVICE_KEYS.token("feed-service", "user-service");
    }

    /**
     * Tries all internal paths of an instance, including the vitals, and returns which callers each
     * one accepts.
     */
    static List<String> lettingIn(Instance instance) throws IOException, InterruptedException {
        Set<String> routes = new TreeSet<>(instance.bean(InternalRoutes.class).allowed().keySet());
        routes.add("GET /internal/vitals");
        return new CallerTrial(instance.address(), "user-service", SERVICE_KEYS).lettingIn(routes);
    }

    Instance newInstance() {
        return newInstance(Map.of());
    }

    /** Starts an instance with additional settings. */
    Instance newInstance(Map<String, String> more, Class<?>... parts) {
        Map<String, String> properties = new HashMap<>();
        properties.put("spring.cloud.zookeeper.connect-string", zooKeeper.connectString());
        properties.put("rookery.database.password", PASSWORD);
        properties.putAll(SERVICE_KEYS.propertiesOf("user-service"));
        properties.put(
                "rookery.security.token-verification-keys",
                new JWKSet(signingKey.toPublicJWK()).toString());
        properties.put("rookery.session.token-signing-key", signingKey.toJSONString());
        properties.put("rookery.password.memory", "1MB");
        properties.put("rookery.sign-up.per-address", "1000");
        properties.put("rookery.session.registrations-per-address", "1000");
        properties.putAll(more);
        Instance instance = Instance.start(properties, parts);
        instances.add(instance);
        return instance;
    }

    /** Returns the port of the server of shard 0. */
    int portOfFirstShard() {
        return shards.getFirst().primaryPort();
    }

    /** Runs a query that returns one number, and returns the sum over all shards. */
    long sum(String sql) throws SQLException {
        long sum = 0;
        for (PostgresPair shard : shards) {
            try (Connection connection = connect(shard, "rookery_users");
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                sum += row.getLong(1);
            }
        }
        return sum;
    }

    /** Runs SQL on all shards directly, without the service. */
    void execute(String sql) throws SQLException {
        for (PostgresPair shard : shards) {
            execute(shard, "rookery_users", sql);
        }
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
        shards.forEach(PostgresPair::close);
        zooKeeper.close();
    }

    private void startShard(String name, Path directory, SlotSet slots)
            throws IOException, SQLException {
        PostgresPair shard =
                PostgresPair.start(
                        PostgresPairSettings.of(name, directory.resolve(name), FreePorts.reserve(1))
                                .withoutStandby()
                                .withFsync(false));
        shards.add(shard);
        Flyway.configure()
                .dataSource(shard.jdbcUrl(), "rookery_storage", PASSWORD)
                .defaultSchema("placement")
                .locations("filesystem:../storage-service/src/main/resources/db/migration")
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
        execute(
                shard,
                "rookery_storage",
                "insert into placement.owned_slot select slot, 1 from unnest('{%s}'::int[]) slot"
                        .formatted(
                                String.join(
                                        ",", slots.stream().mapToObj(String::valueOf).toList())));
    }

    private void publishMap() {
        List<Shard> members = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            members.add(
                    new Shard(
                            "shard-" + i, shards.get(i).hosts(), "rookery", 1, ShardState.ACTIVE));
        }
        SlotAssignment halves =
                SlotAssignment.of(
                        Map.of(
                                "shard-0", SlotSet.range(0, 8191),
                                "shard-1", SlotSet.range(8192, 16383)));
        try (CuratorFramework curator =
                CuratorFrameworkFactory.newClient(
                        zooKeeper.connectString(), new RetryOneTime(100))) {
            curator.start();
            new ZooKeeperShardMapStore(curator).create(new ShardMap(1, members, halves));
        }
    }

    private static void execute(PostgresPair shard, String role, String sql) throws SQLException {
        try (Connection connection = connect(shard, role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(PostgresPair shard, String role) throws SQLException {
        return DriverManager.getConnection(shard.jdbcUrl(), role, PASSWORD);
    }
}
