package io.rookery.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.secret.Secrets;
import io.rookery.launcher.service.ServiceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicePlanTest {

    @TempDir Path directory;

    @Test
    void plansTheUsualInstances() throws IOException {
        assertThat(plan(ClusterSettings.in(directory)).keySet())
                .containsExactlyInAnyOrder(
                        "storage-service-0",
                        "user-service-0",
                        "user-service-1",
                        "feed-service-0",
                        "feed-service-1",
                        "gateway-0");
    }

    @Test
    void declaresEveryShardToStorageService() throws IOException {
        var storage = plan(ClusterSettings.in(directory)).get("storage-service-0");
        assertThat(storage).isNotNull();
        assertThat(storage.properties())
                .containsEntry("rookery.storage.shards[0].name", "shard-0")
                .containsEntry("rookery.storage.shards[1].hosts[0]", "127.0.0.1:3212")
                .containsEntry("rookery.storage.shards[1].hosts[1]", "127.0.0.1:3213");
    }

    @Test
    void announcesLinksInsteadOfTheProcessesBehindThem() throws IOException {
        var plan = plan(ClusterSettings.in(directory).withLinks(true));
        assertThat(property(plan, "storage-service-0", "rookery.storage.shards[1].hosts[1]"))
                .isEqualTo("127.0.0.1:3153");
        assertThat(property(plan, "feed-service-1", "spring.data.redis.cluster.nodes"))
                .startsWith("127.0.0.1:3170,");
        assertThat(property(plan, "feed-service-1", "server.port")).isEqualTo("3121");
        assertThat(property(plan, "feed-service-1", "rookery.instance.port")).isEqualTo("3061");
        assertThat(property(plan, "gateway-0", "rookery.instance.port")).isNull();
    }

    @Test
    void tellsEveryServiceOfAllZooKeeperServers() throws IOException {
        var plan = plan(ClusterSettings.in(directory).withZooKeepers(3));
        assertThat(property(plan, "gateway-0", "spring.cloud.zookeeper.connect-string"))
                .isEqualTo("127.0.0.1:3270,127.0.0.1:3271,127.0.0.1:3272");
    }

    @Test
    void announcesNoOtherPortWithoutLinks() throws IOException {
        assertThat(plan(ClusterSettings.in(directory)).values())
                .noneMatch(spec -> spec.properties().containsKey("rookery.instance.port"));
    }

    @Test
    void tellsStorageServiceWhatElseToLookAt() throws IOException {
        var storage = plan(ClusterSettings.in(directory)).get("storage-service-0");
        assertThat(storage).isNotNull();
        assertThat(storage.properties())
                .containsEntry(
                        "rookery.probes.redis-nodes",
                        "127.0.0.1:3230,127.0.0.1:3231,127.0.0.1:3232,"
                                + "127.0.0.1:3233,127.0.0.1:3234,127.0.0.1:3235");
    }

    @Test
    void keepsEverythingButTheGatewayOnTheLoopbackInterface() throws IOException {
        var plan = plan(ClusterSettings.in(directory).withAddress("0.0.0.0"));
        plan.forEach((name, spec) ->
                assertThat(spec.properties().get("server.address"))
                        .isEqualTo(name.equals("gateway-0") ? "0.0.0.0" : "127.0.0.1"));
        var gateway = plan.get("gateway-0");
        assertThat(gateway).isNotNull();
        assertThat(gateway.properties()).containsEntry("management.server.address", "127.0.0.1");
    }

    @Test
    void passesNoSecretOnTheCommandLine() throws IOException {
        var secrets = Secrets.open(directory.resolve("secrets"));
        for (var spec : plan(ClusterSettings.in(directory)).values()) {
            assertThat(spec.properties().values()).doesNotContain(secrets.redisPassword());
            assertThat(spec.properties().keySet())
                    .noneMatch(key -> key.endsWith("password") || key.contains("credential"));
        }
    }

    @Test
    void givesTestsTheLastWord() throws IOException {
        var settings =
                ClusterSettings.in(directory)
                        .withProperties(Map.of("user-service", Map.of("rookery.accounts.x", "7")));
        var user = plan(settings).get("user-service-1");
        assertThat(user).isNotNull();
        assertThat(user.properties()).containsEntry("rookery.accounts.x", "7");
    }

    private static @Nullable String property(
            Map<String, ServiceSpec> plan, String instance, String key) {
        return Objects.requireNonNull(plan.get(instance)).properties().get(key);
    }

    private Map<String, ServiceSpec> plan(ClusterSettings settings) throws IOException {
        try (var state = StateDirectory.hold(directory)) {
            var secrets = Secrets.open(directory.resolve("secrets"));
            return new ServicePlan(settings, state, secrets, List.of(0, 1))
                    .all().stream()
                            .collect(Collectors.toMap(ServiceSpec::name, Function.identity()));
        }
    }
}
