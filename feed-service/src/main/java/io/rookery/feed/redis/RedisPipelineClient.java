package io.rookery.feed.redis;

import static java.util.stream.Collectors.toSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.vitals.CacheStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client of the Redis Cluster, with a circuit breaker for each primary. The service starts, and is
 * ready, without Redis. While Redis or one of its primaries does not answer, the commands for it
 * fail immediately.
 */
public final class RedisPipelineClient implements AutoCloseable {

    static final RedisCodec<String, byte[]> CODEC =
            RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    private static final Logger log = LoggerFactory.getLogger(RedisPipelineClient.class);

    /** Maximum number of nodes whose health is kept, as replaced nodes may have new addresses. */
    private static final int MOST_NODES = 100;

    private static final long CONNECT_AT_MOST_EVERY = Duration.ofMillis(500).toNanos();

    private final CircuitBreakerRegistry breakers;
    private final Supplier<RedisClusterClient> client;
    private final RedisSettings settings;
    private final CircuitBreakerConfig breakerConfig;
    private final Cache<String, Primary> known;
    private final WriteProbe writeProbe;
    private final AtomicLong nextConnect = new AtomicLong(System.nanoTime());
    private volatile @Nullable StatefulRedisClusterConnection<String, byte[]> connection;
    private volatile boolean closed;

    /**
     * @param client supplies the Lettuce client; called on first use, and not closed here
     */
    public RedisPipelineClient(
            Supplier<RedisClusterClient> client,
            RedisSettings settings,
            CircuitBreakerRegistry breakers) {
        this.breakers = breakers;
        this.known =
                Caffeine.newBuilder()
                        .maximumSize(MOST_NODES)
                        .evictionListener((name, _, _) -> breakers.remove("redis " + name))
                        .build();
        this.client = client;
        this.settings = settings;
        this.breakerConfig =
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(4)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(settings.breakerOpensFor())
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build();
        this.writeProbe = new WriteProbe(this, settings.writeProbe());
    }

    /** Begins to connect in the background, and starts the write probe. */
    public void start() {
        connect();
        writeProbe.start();
    }

    /** Begins to connect in the background, at most once every 500 ms. */
    private void connect() {
        long due = nextConnect.get();
        long now = System.nanoTime();
        if (closed
                || now - due < 0
                || !nextConnect.compareAndSet(due, now + CONNECT_AT_MOST_EVERY)) {
            return;
        }
        Thread.ofVirtual()
                .name("redis-connect")
                .start(() -> {
                    try {
                        opened(client.get().connect(CODEC));
                    } catch (RuntimeException e) {
                        log.debug("Redis cannot be reached yet", e);
                    }
                });
    }

    public Pipeline pipeline() {
        return new Pipeline(this);
    }

    /**
     * Returns the config epoch of the primary of the key's slot, as far as this instance knows, or
     * -1 when it is unknown. The epoch grows when another node becomes primary; writes from before
     * that may be lost.
     */
    public long epochOf(String key) {
        StatefulRedisClusterConnection<String, byte[]> open = connection;
        if (open == null) {
            connect();
            return -1;
        }
        RedisClusterNode primary = open.getPartitions().getMasterBySlot(slotOf(key));
        return primary == null ? -1 : primary.getConfigEpoch();
    }

    @Override
    public void close() {
        closed = true;
        writeProbe.stop();
        StatefulRedisClusterConnection<String, byte[]> open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    int slotOf(String key) {
        return SlotHash.getSlot(key);
    }

    /**
     * Sends each command to the primary of its slot, according to this instance's view of the
     * cluster, and waits for the replies.
     *
     * @param atMost the timeout, which the current request's deadline may shorten
     * @param anyway whether to send also to primaries that are known to refuse writes
     */
    List<Exchange> exchange(List<CommandResult<?>> replies, Duration atMost, boolean anyway) {
        StatefulRedisClusterConnection<String, byte[]> open = connection;
        if (open == null) {
            connect();
            RedisUnavailableException failure =
                    new RedisUnavailableException("There is no connection to Redis", null);
            replies.forEach(reply -> reply.fail(failure));
            return List.of();
        }
        Duration left = timeLeft(atMost);
        long deadline = System.nanoTime() + left.toNanos();
        List<Exchange> exchanges = byPrimary(open, replies);
        for (Exchange exchange : exchanges) {
            exchange.send(open, deadline, anyway);
        }
        for (Exchange exchange : exchanges) {
            exchange.await(deadline, left.compareTo(atMost) < 0);
        }
        return exchanges;
    }

    /**
     * Sends each command through Lettuce's own routing, which follows redirects and learns from
     * them.
     */
    void exchangeFollowingRedirects(List<CommandResult<?>> replies, Duration atMost) {
        StatefulRedisClusterConnection<String, byte[]> open = connection;
        if (open == null) {
            return;
        }
        long deadline = System.nanoTime() + timeLeft(atMost).toNanos();
        List<CompletableFuture<?>> sent = new ArrayList<>(replies.size());
        for (CommandResult<?> reply : replies) {
            sent.add(dispatch(open, reply));
        }
        Exchange.awaitAll(sent, deadline);
        replies.forEach(CommandResult::settle);
    }

    /** The primaries in this instance's view of the cluster. */
    List<RedisClusterNode> primaries() {
        StatefulRedisClusterConnection<String, byte[]> open = connection;
        return open == null
                ? List.of()
                : open.getPartitions().stream()
                        .filter(node -> node.getRole().isUpstream())
                        .toList();
    }

    /**
     * Sends the write probes, and records which primaries take writes. Drops the health of nodes
     * that are no longer primary: they get no further commands, and would be reported as failing
     * for ever.
     */
    void probe(List<CommandResult<?>> writes) {
        known.asMap()
                .keySet()
                .retainAll(primaries().stream().map(RedisPipelineClient::address).collect(toSet()));
        boolean isComplete = true;
        for (Exchange exchange : exchange(writes, settings.answerWithin(), true)) {
            isComplete &= exchange.learnFromProbe();
        }
        if (!isComplete && !closed) {
            // There may have been a failover, and a node that does not answer cannot announce it.
            refreshTopology();
        }
    }

    /** The Lettuce client may be closed before this one during shutdown. */
    private void refreshTopology() {
        try {
            client.get().refreshPartitionsAsync();
        } catch (RuntimeException e) {
            log.debug("The topology of Redis cannot be refreshed", e);
        }
    }

    /** Health of the primaries that were used so far. */
    public List<CacheStatus> health() {
        return known.asMap().values().stream()
                .map(node -> new CacheStatus(node.address(), node.isClosed(), node.refusal()))
                .sorted(Comparator.comparing(CacheStatus::node))
                .toList();
    }

    /** Whether every primary answers and takes writes, as far as this instance knows. */
    public boolean takesWrites() {
        return connection != null
                && known.asMap().values().stream()
                        .allMatch(node -> node.isClosed() && node.refusal().isEmpty());
    }

    private static <T> CompletableFuture<T> dispatch(
            StatefulRedisClusterConnection<String, byte[]> open, CommandResult<T> reply) {
        var command = reply.command();
        try {
            open.dispatch(command);
        } catch (RuntimeException e) {
            reply.fail(e);
            command.cancel();
        }
        return command;
    }

    private void opened(StatefulRedisClusterConnection<String, byte[]> made) {
        connection = made;
        if (closed) {
            close();
        } else {
            log.info("Connected to Redis.");
        }
    }

    Duration answerWithin() {
        return settings.answerWithin();
    }

    Duration applyWithin() {
        return settings.applyWithin();
    }

    private static Duration timeLeft(Duration atMost) {
        Duration remaining = Deadline.current().remaining();
        return remaining.compareTo(atMost) < 0 ? remaining : atMost;
    }

    private List<Exchange> byPrimary(
            StatefulRedisClusterConnection<String, byte[]> open, List<CommandResult<?>> replies) {
        List<Exchange> exchanges = new ArrayList<>(4);
        Map<RedisClusterNode, Exchange> byPrimary = HashMap.newHashMap(4);
        for (CommandResult<?> reply : replies) {
            RedisClusterNode primary = open.getPartitions().getMasterBySlot(reply.slot());
            if (primary == null) {
                reply.fail(new RedisUnavailableException("No Redis primary owns the slot", null));
                continue;
            }
            Exchange exchange = byPrimary.get(primary);
            if (exchange == null) {
                exchange = new Exchange(primary, known(primary));
                byPrimary.put(primary, exchange);
                exchanges.add(exchange);
            }
            exchange.add(reply);
        }
        return exchanges;
    }

    private static String address(RedisClusterNode node) {
        return node.getUri().getHost() + ':' + node.getUri().getPort();
    }

    private Primary known(RedisClusterNode node) {
        return known.get(
                address(node),
                name -> new Primary(name, breakers.circuitBreaker("redis " + name, breakerConfig)));
    }
}
