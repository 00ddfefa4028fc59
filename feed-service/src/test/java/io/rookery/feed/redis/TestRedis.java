package io.rookery.feed.redis;

import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A real Redis Cluster, and a client with the settings of feed-service. */
public final class TestRedis implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RedisServers servers;
    private final RedisClusterClient client;
    private final RedisPipelineClient redis;
    private volatile boolean isClientStopped;

    private TestRedis(RedisServers servers) {
        RedisSettings settings =
                new RedisSettings(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        16_384,
                        Duration.ofMillis(500),
                        Duration.ofMillis(200));
        this.servers = servers;
        this.client = RedisClusterClient.create(seeds(servers));
        client.setOptions(
                RedisConfiguration.configure(ClusterClientOptions.builder(), settings).build());
        this.redis =
                new RedisPipelineClient(
                        this::client, settings, CircuitBreakerRegistry.ofDefaults());
        redis.start();
        awaitReachable();
    }

    private RedisClusterClient client() {
        if (isClientStopped) {
            throw new IllegalStateException("The client has been stopped");
        }
        return client;
    }

    /** Makes the client unavailable from now on, as during the shutdown of a process. */
    public void stopClient() {
        isClientStopped = true;
    }

    /** Starts a cluster of processes. */
    public static TestRedis start(Path directory) {
        return on(LaunchedRedis.start(directory));
    }

    /** Connects to a cluster. Returns once every primary answers. */
    public static TestRedis on(RedisServers servers) {
        return new TestRedis(servers);
    }

    public RedisPipelineClient cluster() {
        return redis;
    }

    /** Returns {@code host:port} of every node. */
    public List<String> hosts() {
        return servers.hosts();
    }

    /** Kills the primary of the key, once a replica can take over. */
    public void killPrimaryOf(String key) {
        int port = client.getPartitions().getMasterBySlot(redis.slotOf(key)).getUri().getPort();
        RedisURI primary =
                seeds(servers).stream()
                        .filter(node -> node.getPort() == port)
                        .findFirst()
                        .orElseThrow();
        await().atMost(PATIENCE).until(() -> info(primary, "replication").contains("state=online"));
        servers.kill(port);
    }

    /** Kills all nodes. They stay down until {@link #revive}. */
    public void killAll() {
        servers.killAll();
    }

    public void revive() {
        servers.revive();
        awaitReachable();
    }

    /** Sets a configuration parameter on all nodes. */
    public void configure(String name, String value) {
        onEachNode(node -> node.configSet(name, value));
    }

    /** Limits the memory of each node to its present usage plus this number of bytes. */
    public void leaveRoom(long bytes) {
        onEachNode(node -> {
            long used =
                    node.info("memory")
                            .lines()
                            .filter(line -> line.startsWith("used_memory:"))
                            .mapToLong(line -> Long.parseLong(line.split(":", -1)[1].strip()))
                            .findFirst()
                            .orElseThrow();
            node.configSet("maxmemory", Long.toString(used + bytes));
        });
    }

    /** Makes writes hang on all nodes. */
    public void pauseWrites(Duration atMost) {
        onEachNode(node ->
                node.dispatch(
                        CommandType.CLIENT,
                        new StatusOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8)
                                .add("PAUSE")
                                .add(atMost.toMillis())
                                .add("WRITE")));
    }

    public void resumeWrites() {
        onEachNode(node ->
                node.dispatch(
                        CommandType.CLIENT,
                        new StatusOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8).add("UNPAUSE")));
    }

    /** Returns the keys that contain the text. */
    public List<String> keysWith(String text) {
        try (var connection = client.connect()) {
            return connection.sync().keys("*" + text + "*").stream().distinct().toList();
        }
    }

    /** Deletes everything. */
    public void deleteAll() {
        try (var connection = client.connect()) {
            connection.sync().flushall();
        }
    }

    /** Returns the members of a sorted set. */
    public List<String> members(String key) {
        try (var connection = client.connect()) {
            return connection.sync().zrange(key, 0, -1);
        }
    }

    public void delete(String key) {
        try (var connection = client.connect()) {
            connection.sync().del(key);
        }
    }

    /** Replaces a part of a value, from the offset on. */
    public void overwrite(String key, int offset, String text) {
        try (var connection = client.connect()) {
            connection.sync().setrange(key, offset, text);
        }
    }

    private void onEachNode(Consumer<RedisCommands<String, String>> work) {
        for (RedisURI node : seeds(servers)) {
            on(
                    node,
                    commands -> {
                        work.accept(commands);
                        return true;
                    });
        }
    }

    private static String info(RedisURI node, String section) {
        return on(node, commands -> commands.info(section));
    }

    private static <T> T on(RedisURI node, Function<RedisCommands<String, String>, T> work) {
        RedisClient direct = RedisClient.create(node);
        try (var connection = direct.connect()) {
            return work.apply(connection.sync());
        } finally {
            direct.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private void awaitReachable() {
        await().atMost(PATIENCE).until(this::isReachable);
    }

    /** Whether every primary answers. */
    private boolean isReachable() {
        Pipeline pipeline = redis.pipeline();
        List<CommandResult<byte[]>> replies =
                List.of("a", "b", "c", "d", "e", "f", "g", "h").stream()
                        .map(pipeline::get)
                        .toList();
        pipeline.send();
        return redis.epochOf("a") >= 0 && replies.stream().noneMatch(CommandResult::isFailed);
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
