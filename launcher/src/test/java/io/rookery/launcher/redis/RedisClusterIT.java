package io.rookery.launcher.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.launcher.link.FaultProxy;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisException;

class RedisClusterIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Each node has a port for clients and one for the cluster bus. */
    private static final int NODE_PORTS = 2 * RedisCluster.NODES;

    @TempDir private static Path directory;

    @Test
    void survivesTheDeathOfAPrimaryTheHangOfAnotherAndAFullStop() {
        RedisClusterSettings settings =
                RedisClusterSettings.of(directory.resolve("plain"), FreePorts.reserve(NODE_PORTS));
        try (RedisCluster redis = RedisCluster.start(settings);
                RedisClusterClient client = client(redis)) {
            for (int i = 0; i < 100; i++) {
                client.set("key-" + i, "value");
            }

            ManagedProcess dead = primaries(redis).iterator().next();
            dead.kill();
            await().atMost(DEADLINE).until(() -> primaries(redis).size() == 3 && dead.pid() != -1);
            await().atMost(DEADLINE).until(() -> dead.role().equals("replica"));
            await().atMost(DEADLINE).until(() -> canWriteEverywhere(client));

            ManagedProcess hanging = primaries(redis).iterator().next();
            long pid = hanging.pid();
            hanging.freeze();
            await().atMost(DEADLINE).until(() -> hanging.pid() != pid && hanging.pid() != -1);
            await().atMost(DEADLINE).until(() -> canWriteEverywhere(client));
        }
        try (RedisCluster redis = RedisCluster.start(settings);
                RedisClusterClient client = client(redis)) {
            assertThat(redis.nodes())
                    .extracting(ManagedProcess::state)
                    .containsOnly(ProcessState.RUNNING);
            // Nothing was persisted, because its content can be rebuilt.
            assertThat(client.get("key-42")).isNull();
            assertThat(canWriteEverywhere(client)).isTrue();
        }
    }

    @Test
    void isUsedAndReplicatedByLinks() {
        int port = FreePorts.reserve(NODE_PORTS + RedisCluster.NODES);
        int announced = port + NODE_PORTS;
        List<FaultProxy> links =
                IntStream.range(0, RedisCluster.NODES)
                        .mapToObj(node ->
                                FaultProxy.open("redis-" + node, announced + node, port + node))
                        .toList();
        RedisClusterSettings settings =
                RedisClusterSettings.of(directory.resolve("linked"), port)
                        .withAnnouncedPort(announced);
        try (RedisCluster redis = RedisCluster.start(settings);
                RedisClusterClient client = client(redis)) {
            assertThat(canWriteEverywhere(client)).isTrue();

            links.forEach(FaultProxy::refuse);
            assertThat(canWriteEverywhere(client)).isFalse();

            links.forEach(FaultProxy::pass);
            await().atMost(DEADLINE).until(() -> canWriteEverywhere(client));

            ManagedProcess dead = primaries(redis).iterator().next();
            dead.kill();
            await().atMost(DEADLINE).until(() -> primaries(redis).size() == 3 && dead.pid() != -1);
            await().atMost(DEADLINE).until(() -> dead.role().equals("replica"));
            await().atMost(DEADLINE).until(() -> canWriteEverywhere(client));
        } finally {
            links.forEach(FaultProxy::close);
        }
    }

    private static Set<ManagedProcess> primaries(RedisCluster redis) {
        return redis.nodes().stream()
                .filter(node -> node.role().equals("primary") && node.pid() != -1)
                .collect(Collectors.toSet());
    }

    private static boolean canWriteEverywhere(RedisClusterClient client) {
        try {
            for (int i = 0; i < 100; i++) {
                client.set("key-" + i, "again");
            }
            return true;
        } catch (JedisException _) {
            return false;
        }
    }

    private static RedisClusterClient client(RedisCluster redis) {
        Set<HostAndPort> hosts =
                redis.hosts().stream().map(HostAndPort::from).collect(Collectors.toSet());
        return RedisClusterClient.builder()
                .nodes(hosts)
                .clientConfig(DefaultJedisClientConfig.builder().password("rookery").build())
                .build();
    }
}
