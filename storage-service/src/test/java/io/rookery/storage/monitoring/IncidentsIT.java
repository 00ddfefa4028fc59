package io.rookery.storage.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.postgres.PostgresPairSettings;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.redis.RedisCluster;
import io.rookery.launcher.redis.RedisClusterSettings;
import io.rookery.launcher.secret.ServiceKeys;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import io.rookery.storage.StorageServiceApplication;
import io.rookery.storage.leadership.Leadership;
import io.rookery.storage.monitoring.incident.Incident;
import io.rookery.storage.monitoring.incident.Incident.Failover;
import io.rookery.storage.monitoring.incident.Incident.Times;
import io.rookery.storage.monitoring.incident.IncidentKind;
import io.rookery.storage.monitoring.probe.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills and freezes real engines, one after the other. The tests build on one another and run in
 * order.
 */
@TestMethodOrder(OrderAnnotation.class)
class IncidentsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ServiceKeys SERVICE_KEYS = ServiceKeys.generate();

    private static PostgresPair postgres;
    private static RedisCluster redis;
    private static ZooKeeperEnsemble zooKeeper;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        zooKeeper =
                ZooKeeperEnsemble.start(
                        ZooKeeperSettings.of(
                                        Files.createDirectories(directory.resolve("zookeeper")),
                                        FreePorts.reserve(9))
                                .withServers(3));
        postgres =
                PostgresPair.start(
                        PostgresPairSettings.of(
                                        "shard-0",
                                        directory.resolve("shard-0"),
                                        FreePorts.reserve(2))
                                .withFsync(false));
        redis =
                RedisCluster.start(
                        RedisClusterSettings.of(directory.resolve("redis"), FreePorts.reserve(12)));
        postgres.awaitSynchronous(PATIENCE);
        service = startService();
    }

    @AfterAll
    static void stop() {
        service.close();
        redis.close();
        postgres.close();
        zooKeeper.close();
    }

    @Test
    @Order(1)
    void seesThatEverythingIsWellAndWhatReplicationCosts() {
        await().atMost(PATIENCE)
                .until(() -> figures(service).path("components").size() == 2 + 6 + 3 + 1);
        await().atMost(PATIENCE)
                .until(() -> figures(service).path("replication").path(0).hasNonNull("share"));
        assertThat(incidents(service)).isEmpty();
        assertThat(get(service, "/v1/incidents", "wrong").getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(get(service, "/internal/vitals", "wrong").getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(get(service, "/internal/vitals", operator()).getBody())
                .contains("\"service\":\"storage-service\"", "\"shard\":\"shard-0\"");
        JsonNode standbys = figures(service).path("replication").path(0).path("standbys");
        assertThat(standbys.path(0).path("synchronous").asBoolean()).isTrue();
    }

    @Test
    @Order(1)
    void asksTheDiskOfEachNodeForRoom() {
        for (ManagedProcess node : postgres.nodes()) {
            await().atMost(PATIENCE).until(() -> temporaryFiles(node) > 0);
        }
    }

    @Test
    @Order(2)
    void aKilledPrimaryHasCrashedAndItsStandbyTakesOver() {
        ManagedProcess primary = named(postgres.nodes(), "primary");
        String standby = address(named(postgres.nodes(), "standby"));
        primary.kill();
        Incident incident = awaitRepaired(address(primary), IncidentKind.CRASHED);
        assertThat(incident.failover()).isEqualTo(new Failover(standby, true));
        assertThat(incident.response()).contains("shard-0: " + standby + " became primary.");
        assertThat(incident.times().routedAround())
                .isBetween(incident.times().began(), incident.times().repaired());
        assertThat(incident.component().name()).isEqualTo(primary.name());
        assertThat(incident.role()).isEqualTo(Role.PRIMARY);
        postgres.awaitSynchronous(PATIENCE);
    }

    @Test
    @Order(3)
    void aFrozenStandbyIsNotTakenForAnIncidentOfItsPrimary() {
        postgres.holdRepairs();
        ManagedProcess standby = named(postgres.nodes(), "standby");
        standby.freeze();
        awaitOpen(address(standby), IncidentKind.FROZEN);
        standby.thaw();
        postgres.resumeRepairs();
        Incident incident = awaitRepaired(address(standby), IncidentKind.FROZEN);
        assertThat(incident.times().routedAround()).isNull();
        assertThat(incidents(service)).hasSize(2);
    }

    @Test
    @Order(4)
    void aFrozenRedisPrimaryIsReplacedByItsReplica() {
        redis.holdRepairs();
        ManagedProcess primary = named(redis.nodes(), "primary");
        primary.freeze();
        awaitOpen(address(primary), IncidentKind.FROZEN);
        await().atMost(PATIENCE)
                .until(() ->
                        of(address(primary), IncidentKind.FROZEN)
                                .filter(incident -> incident.times().routedAround() != null)
                                .isPresent());
        primary.thaw();
        redis.resumeRepairs();
        awaitRepaired(address(primary), IncidentKind.FROZEN);
    }

    @Test
    @Order(5)
    void aKilledZooKeeperServerHasCrashed() {
        zooKeeper.holdRepairs();
        ManagedProcess follower = named(zooKeeper.nodes(), "follower");
        follower.kill();
        awaitOpen(address(follower), IncidentKind.CRASHED);
        zooKeeper.resumeRepairs();
        awaitRepaired(address(follower), IncidentKind.CRASHED);
    }

    @Test
    @Order(6)
    void anInstanceThatStopsInOrderIsNoIncident() {
        int before = incidents(service).size();
        ConfigurableApplicationContext other = startService();
        await().atMost(PATIENCE)
                .until(() -> figures(service).path("components").size() == 2 + 6 + 3 + 2);
        assertThat(incidents(other)).isEqualTo(incidents(service));
        other.close();
        await().during(Duration.ofSeconds(4))
                .atMost(PATIENCE)
                .until(() -> incidents(service).size() == before);
    }

    @Test
    @Order(7)
    void theIncidentsOutliveStorageService() {
        List<Incident> before = incidents(service);
        service.close();
        service = startService();
        await().atMost(PATIENCE).until(() -> service.getBean(Leadership.class).isHeld());
        await().atMost(PATIENCE).until(() -> incidents(service).containsAll(before));
        await().atMost(PATIENCE).until(() -> group("shard-0").isPresent());
        JsonNode shard = group("shard-0").orElseThrow();
        assertThat(shard.path("failovers").asInt()).isEqualTo(1);
        assertThat(shard.path("data_loss_rate").asDouble()).isZero();
        assertThat(shard.path("recovery_millis").path("worst").asLong()).isPositive();
    }

    private static long temporaryFiles(ManagedProcess node) throws SQLException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setPortNumbers(new int[] {node.port()});
        database.setDatabaseName("rookery");
        database.setUser("rookery_storage");
        database.setPassword("rookery");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select sum(temp_files) from pg_stat_database")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Optional<JsonNode> group(String name) {
        return figures(service)
                .path("groups")
                .valueStream()
                .filter(group -> group.path("group").asString().equals(name))
                .findFirst();
    }

    private static void awaitOpen(String address, IncidentKind kind) {
        await().atMost(PATIENCE).until(() -> of(address, kind).isPresent());
    }

    private static Incident awaitRepaired(String address, IncidentKind kind) {
        await().atMost(PATIENCE)
                .until(() -> of(address, kind).filter(incident -> !incident.isOpen()).isPresent());
        Incident incident = of(address, kind).orElseThrow();
        Times times = incident.times();
        assertThat(times.detected()).isAfter(times.began());
        assertThat(times.repaired()).isAfter(times.began());
        assertThat(incident.evidence()).isNotEmpty();
        return incident;
    }

    private static Optional<Incident> of(String address, IncidentKind kind) {
        return incidents(service).stream()
                .filter(incident -> incident.component().address().equals(address))
                .filter(incident -> incident.kind() == kind)
                .findFirst();
    }

    private static ManagedProcess named(List<ManagedProcess> nodes, String role) {
        await().atMost(PATIENCE)
                .until(() -> nodes.stream().anyMatch(node -> node.role().equals(role)));
        return nodes.stream().filter(node -> node.role().equals(role)).findFirst().orElseThrow();
    }

    private static String address(ManagedProcess node) {
        return "127.0.0.1:" + node.port();
    }

    private static ConfigurableApplicationContext startService() {
        Map<String, String> identity = SERVICE_KEYS.propertiesOf("storage-service");
        return new SpringApplicationBuilder(StorageServiceApplication.class)
                .run(
                        Stream.of(
                                        "--server.port=0",
                                        "--spring.cloud.zookeeper.connect-string="
                                                + zooKeeper.connectString(),
                                        "--rookery.database.password=rookery",
                                        "--rookery.moves.password=rookery",
                                        "--rookery.identity.signing-key="
                                                + identity.get("rookery.identity.signing-key"),
                                        "--rookery.identity.peer-keys="
                                                + identity.get("rookery.identity.peer-keys"),
                                        "--rookery.storage.required-services=storage-service",
                                        "--rookery.storage.shards[0].name=shard-0",
                                        "--rookery.storage.shards[0].hosts="
                                                + String.join(",", postgres.hosts()),
                                        "--rookery.probes.redis-nodes="
                                                + String.join(",", redis.hosts()),
                                        "--rookery.probes.redis-password=rookery")
                                .toArray(String[]::new));
    }

    private static List<Incident> incidents(ConfigurableApplicationContext of) {
        JsonMapper json = of.getBean(JsonMapper.class);
        ResponseEntity<String> answer = get(of, "/v1/incidents", operator());
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        return List.of(
                json.readValue(Optional.ofNullable(answer.getBody()).orElse(""), Incident[].class));
    }

    private static JsonNode figures(ConfigurableApplicationContext of) {
        return of.getBean(JsonMapper.class)
                .readTree(
                        Optional.ofNullable(get(of, "/v1/figures", operator()).getBody())
                                .orElse("{}"));
    }

    private static String operator() {
        return SERVICE_KEYS.token("operator", "storage-service");
    }

    private static ResponseEntity<String> get(
            ConfigurableApplicationContext of, String path, String credential) {
        int port = of.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return RestClient.builder()
                .baseUrl("http://127.0.0.1:" + port)
                .defaultStatusHandler(status -> true, (request, response) -> {})
                .build()
                .get()
                .uri(path)
                .header("Authorization", "Bearer " + credential)
                .retrieve()
                .toEntity(String.class);
    }
}
