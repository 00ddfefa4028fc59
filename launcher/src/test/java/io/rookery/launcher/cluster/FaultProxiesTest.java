package io.rookery.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.launcher.port.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultProxiesTest {

    private static final List<Integer> SHARDS = List.of(0, 1);

    private static ClusterSettings settings;

    @BeforeAll
    static void settle() {
        settings =
                ClusterSettings.in(Path.of("/state"))
                        .withPort(FreePorts.reserve(300))
                        .withLinks(true);
    }

    @Test
    void leadToServicesAndEnginesButTheGatewayAndZooKeeper() {
        assertThat(FaultProxies.targets(settings, SHARDS).keySet())
                .containsExactly(
                        "user-service-0",
                        "user-service-1",
                        "feed-service-0",
                        "feed-service-1",
                        "storage-service-0",
                        "shard-0-a",
                        "shard-0-b",
                        "shard-1-a",
                        "shard-1-b",
                        "redis-0",
                        "redis-1",
                        "redis-2",
                        "redis-3",
                        "redis-4",
                        "redis-5");
    }

    @Test
    void listenWhereTheirTargetsAreAnnounced() {
        try (var links = FaultProxies.open(settings, SHARDS)) {
            FaultProxies.targets(settings, SHARDS)
                    .forEach((name, port) ->
                            assertThat(links.get(name).port())
                                    .as(name)
                                    .isEqualTo(settings.announced(port)));
        }
    }

    @Test
    void sayWhichThereAre() {
        try (var links = FaultProxies.open(settings, SHARDS)) {
            assertThatThrownBy(() -> links.get("gateway-0"))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageStartingWith(
                            "There is no link to \"gateway-0\"; there are links to ")
                    .hasMessageContaining("redis-5, ")
                    .hasMessageEndingWith(", user-service-1.");
        }
    }

    @Test
    void areOpenedOnlyOnRequest() {
        try (var none = FaultProxies.open(settings.withLinks(false), SHARDS)) {
            assertThatThrownBy(() -> none.get("redis-0"))
                    .isInstanceOf(ClusterException.class)
                    .hasMessage("This cluster was started without links.");
        }
    }

    @Test
    void areAllClosedWhenOneOfThemCannotListen() throws IOException {
        int last = settings.announced(settings.ports().redis() + ServicePlan.REDIS_NODES - 1);
        try (ServerSocket _ = new ServerSocket(last, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> FaultProxies.open(settings, SHARDS))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("redis-5");
        }
        assertThatCode(() -> FaultProxies.open(settings, SHARDS).close())
                .doesNotThrowAnyException();
    }
}
