package io.rookery.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.kit.identity.InternalRoutes;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.postgres.PostgresPairSettings;
import io.rookery.launcher.secret.CallerTrial;
import io.rookery.launcher.secret.ServiceKeys;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.map.VersionedShardMap;
import io.rookery.storage.leadership.Leadership;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.client.RestClient;

/** Two instances on two real shards: one story, told in order. */
@TestMethodOrder(OrderAnnotation.class)
class StorageServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ServiceKeys SERVICE_KEYS = ServiceKeys.generate();
    private static final int ZOOKEEPER_PORT = FreePorts.reserve(1);

    private static Path zooKeeperDirectory;
    private static ZooKeeperEnsemble zooKeeper;
    private static PostgresPair first;
    private static PostgresPair second;
    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        first = postgres("shard-0", directory);
        second = postgres("shard-1", directory);
        zooKeeperDirectory = Files.createDirectories(directory.resolve("zookeeper"));
        one = service(); // before ZooKeeper is there
        other = service();
        zooKeeper = startZooKeeper();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        zooKeeper.close();
        first.close();
        second.close();
    }

    @Test
    @Order(1)
    void setsTheShardMapUpOnceZooKeeperIsThere() throws Exception {
        awaitCompleteMap(one);
        awaitCompleteMap(other);
        ShardMap map = map(one).orElseThrow();
        assertThat(map.slotsOf("shard-0").size()).isEqualTo(8192);
        assertThat(ownedSlots(first)).isEqualTo(8192);
        assertThat(ownedSlots(second)).isEqualTo(8192);
    }

    @Test
    @Order(2)
    void answersTheOperatorOnly() {
        assertThat(get("/v1/shard-map", "wrong").getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(get("/v1/placement", "wrong").getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(ShardMap.fromJson(body("/v1/shard-map"))).isEqualTo(map(one).orElseThrow());
        assertThat(body("/v1/placement"))
                .contains("\"unassigned_slots\":0")
                .contains("\"max_to_average\":1.0")
                .contains("\"moves_to_balance\":0");
        assertThat(body("/v1/schema"))
                .contains("\"shard\":\"shard-1\"")
                .contains("\"storage-service\":\"4\"")
                .contains("\"missing\":[]");
    }

    @Test
    @Order(2)
    void opensItsInternalPathsToThoseWhoNeedThem() throws Exception {
        Set<String> routes = new TreeSet<>(one.getBean(InternalRoutes.class).allowed().keySet());
        routes.add("GET /internal/vitals");
        routes.add("GET /actuator/prometheus");
        String port = one.getEnvironment().getRequiredProperty("local.server.port");
        assertThat(
                        new CallerTrial(
                                        URI.create("http://127.0.0.1:" + port),
                                        "storage-service",
                                        SERVICE_KEYS)
                                .lettingIn(routes))
                .containsExactly(
                        "GET /actuator/prometheus: operator",
                        "GET /internal/vitals: storage-service, operator",
                        "GET /v1/figures: operator",
                        "GET /v1/incidents: operator",
                        "GET /v1/placement: operator",
                        "GET /v1/schema: operator",
                        "GET /v1/shard-map: operator",
                        "GET /v1/shards: operator",
                        "POST /v1/moves: operator",
                        "POST /v1/moves/pause: operator",
                        "POST /v1/moves/resume: operator",
                        "POST /v1/moves/{id}/undo: operator",
                        "POST /v1/shards/{name}/drain: operator",
                        "POST /v1/shards/{name}/keep: operator",
                        "POST /v1/shards/{name}/weight: operator");
    }

    @Test
    @Order(3)
    void isReady() {
        await().atMost(PATIENCE)
                .until(
                        () -> get("/actuator/health/readiness", "none").getStatusCode(),
                        HttpStatusCode::is2xxSuccessful);
    }

    @Test
    @Order(3)
    void showsItsConnectionPoolsAndCircuitBreakersAsMetrics() {
        assertThat(body("/actuator/prometheus"))
                .contains("hikaricp_connections_active{pool=\"shard-1\"}")
                .containsPattern(
                        "resilience4j_circuitbreaker_state\\{[^}]*name=\"shard-1\"[^}]*state=\"closed\"\\} 1");
    }

    @Test
    @Order(4)
    void restoresTheShardMapFromTheShardsWhenZooKeeperHasLostItsData() throws Exception {
        ShardMap before = map(one).orElseThrow();
        zooKeeper.close();
        FileSystemUtils.deleteRecursively(zooKeeperDirectory);
        Files.createDirectories(zooKeeperDirectory);
        zooKeeper = startZooKeeper();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> stored().isPresent());
        ShardMap restored = stored().orElseThrow();
        assertThat(restored.assignment()).isEqualTo(before.assignment());
        assertThat(restored.epoch()).isGreaterThan(before.epoch());
        await().atMost(PATIENCE).until(() -> map(other).equals(Optional.of(restored)));
    }

    @Test
    @Order(5)
    void goesOnWithTheOtherInstanceWhenTheLeaderEnds() throws Exception {
        await().atMost(PATIENCE).until(() -> leads(one) != leads(other));
        ConfigurableApplicationContext leader = leads(one) ? one : other;
        ConfigurableApplicationContext heir = leads(one) ? other : one;
        leader.close();
        await().atMost(PATIENCE).until(() -> leads(heir));
    }

    private static ConfigurableApplicationContext service() {
        Map<String, String> identity = SERVICE_KEYS.propertiesOf("storage-service");
        return new SpringApplicationBuilder(StorageServiceApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.cloud.zookeeper.connect-string=127.0.0.1:" + ZOOKEEPER_PORT,
                        "--rookery.database.password=rookery",
                        "--rookery.moves.password=rookery",
                        "--rookery.identity.signing-key="
                                + identity.get("rookery.identity.signing-key"),
                        "--rookery.identity.peer-keys="
                                + identity.get("rookery.identity.peer-keys"),
                        "--rookery.storage.required-services=storage-service",
                        "--rookery.storage.shards[0].name=shard-0",
                        "--rookery.storage.shards[0].hosts=" + String.join(",", first.hosts()),
                        "--rookery.storage.shards[1].name=shard-1",
                        "--rookery.storage.shards[1].hosts=" + String.join(",", second.hosts()));
    }

    private static ZooKeeperEnsemble startZooKeeper() {
        return ZooKeeperEnsemble.start(ZooKeeperSettings.of(zooKeeperDirectory, ZOOKEEPER_PORT));
    }

    private static PostgresPair postgres(String name, Path directory) {
        return PostgresPair.start(
                PostgresPairSettings.of(name, directory.resolve(name), FreePorts.reserve(1))
                        .withoutStandby()
                        .withFsync(false));
    }

    private static void awaitCompleteMap(ConfigurableApplicationContext service) {
        await().atMost(PATIENCE).until(() -> map(service).filter(ShardMap::isComplete).isPresent());
    }

    private static Optional<ShardMap> map(ConfigurableApplicationContext service) {
        return service.getBean(ShardMaps.class).current();
    }

    private static Optional<ShardMap> stored() {
        return one.getBean(ShardMapStore.class).read().map(VersionedShardMap::map);
    }

    private static boolean leads(ConfigurableApplicationContext service) {
        return service.getBean(Leadership.class).isHeld();
    }

    private static int ownedSlots(PostgresPair shard) throws Exception {
        try (Connection admin =
                        DriverManager.getConnection(shard.jdbcUrl(), "rookery_admin", "rookery");
                var statement = admin.createStatement();
                var rows = statement.executeQuery("select count(*) from placement.owned_slot")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String body(String path) {
        return Optional.ofNullable(get(path, operator()).getBody()).orElse("");
    }

    private static String operator() {
        return SERVICE_KEYS.token("operator", "storage-service");
    }

    private static ResponseEntity<String> get(String path, String credential) {
        int port = one.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
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
