package io.rookery.feed.cache;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Redis Cluster, and the connection to it that the feed would have. */
public final class TestRedis implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RedisServers servers;
    private final RedisClusterClient client;
    private final RedisCluster redis;

    private TestRedis(RedisServers servers) {
        RedisSettings settings =
                new RedisSettings(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        16_384,
                        Duration.ofMillis(500));
        this.servers = servers;
        this.client = RedisClusterClient.create(seeds(servers));
        client.setOptions(
                RedisConfiguration.configure(ClusterClientOptions.builder(), settings).build());
        this.redis = new RedisCluster(() -> client, settings);
        redis.connect();
        awaitReachable();
    }

    /** On the launcher's servers; uses twelve ports. */
    public static TestRedis start(Path directory, int basePort) {
        return on(LaunchedRedis.start(directory, basePort));
    }

    /** Returns when every primary answers. */
    public static TestRedis on(RedisServers servers) {
        return new TestRedis(servers);
    }

    public RedisCluster cluster() {
        return redis;
    }

    /** {@code host:port} of every node. */
    public List<String> hosts() {
        return servers.hosts();
    }

    /** Kills the node that is primary for the key. */
    public void killPrimaryOf(String key) {
        servers.kill(client.getPartitions().getMasterBySlot(redis.slotOf(key)).getUri().getPort());
    }

    /** Kills all nodes, and keeps them dead until {@link #revive}. */
    public void killAll() {
        servers.killAll();
    }

    public void revive() {
        servers.revive();
        awaitReachable();
    }

    private void awaitReachable() {
        await().atMost(PATIENCE).until(this::isReachable);
    }

    /** Whether every primary answers. */
    private boolean isReachable() {
        Pipeline pipeline = redis.pipeline();
        List<Reply<byte[]>> replies =
                List.of("a", "b", "c", "d", "e", "f", "g", "h").stream()
                        .map(pipeline::get)
                        .toList();
        pipeline.send();
        return redis.epochOf("a") >= 0 && replies.stream().noneMatch(Reply::isFailed);
    }

    private static List<RedisURI> seeds(RedisServers servers) {
        return servers.hosts().stream()
                .map(host ->
                        RedisURI.builder()
                                .withHost(host.substring(0, host.indexOf(':')))
                                .withPort(Integer.parseInt(host.substring(host.indexOf(':') + 1)))
                                .withPassword(RedisServers.PASSWORD.toCharArray())
                                .withTimeout(Duration.ofSeconds(1))
                                .build())
                .toList();
    }

    @Override
    public void close() {
        redis.close();
        client.shutdown();
        servers.close();
    }
}
