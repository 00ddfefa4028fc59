package io.rookery.feed.cache;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.redis.RedisClusterSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Redis Cluster, and the connection to it that the feed would have. */
public final class TestRedis implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final io.rookery.launcher.redis.RedisCluster engine;
    private final RedisClusterClient client;
    private final RedisCluster redis;

    private TestRedis(io.rookery.launcher.redis.RedisCluster engine) {
        RedisSettings settings =
                new RedisSettings(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        16_384,
                        Duration.ofMillis(500));
        this.engine = engine;
        this.client = RedisClusterClient.create(seeds(engine));
        client.setOptions((ClusterClientOptions) RedisConfiguration.options(settings));
        this.redis = new RedisCluster(() -> client, settings);
        redis.connect();
        awaitReachable();
    }

    /** Starts a cluster; uses twelve ports. */
    public static TestRedis start(Path directory, int basePort) {
        return new TestRedis(
                io.rookery.launcher.redis.RedisCluster.start(
                        RedisClusterSettings.of(directory, basePort)));
    }

    public RedisCluster cluster() {
        return redis;
    }

    /** {@code host:port} of every node. */
    public List<String> hosts() {
        return engine.hosts();
    }

    /** The process that is primary for the key. */
    public ManagedProcess primaryOf(String key) {
        int port = client.getPartitions().getMasterBySlot(redis.slotOf(key)).getUri().getPort();
        return engine.nodes().get(engine.hosts().indexOf("127.0.0.1:" + port));
    }

    /** Kills all nodes, and keeps them dead until {@link #revive}. */
    public void killAll() {
        engine.holdRepairs();
        engine.nodes().forEach(ManagedProcess::kill);
    }

    public void revive() {
        engine.resumeRepairs();
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

    private static List<RedisURI> seeds(io.rookery.launcher.redis.RedisCluster engine) {
        return engine.hosts().stream()
                .map(host ->
                        RedisURI.builder()
                                .withHost(host.substring(0, host.indexOf(':')))
                                .withPort(Integer.parseInt(host.substring(host.indexOf(':') + 1)))
                                .withPassword("rookery".toCharArray())
                                .withTimeout(Duration.ofSeconds(1))
                                .build())
                .toList();
    }

    @Override
    public void close() {
        redis.close();
        client.shutdown();
        engine.close();
    }
}
