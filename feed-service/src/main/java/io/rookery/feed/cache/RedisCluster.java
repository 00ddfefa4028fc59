package io.rookery.feed.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.RedisCommand;
import io.rookery.kit.deadline.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis Cluster. Nothing here is needed to be ready: while Redis, or one of its primaries, does
 * not answer, its commands fail at once by a breaker for each primary.
 */
public final class RedisCluster implements AutoCloseable {

    static final RedisCodec<String, byte[]> CODEC =
            RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    private static final Logger log = LoggerFactory.getLogger(RedisCluster.class);
    private static final long CONNECT_AT_MOST_EVERY = Duration.ofMillis(500).toNanos();

    private final Supplier<RedisClusterClient> client;
    private final RedisSettings settings;
    private final CircuitBreakerRegistry breakers;
    private final AtomicLong nextConnect = new AtomicLong(System.nanoTime());
    private volatile @Nullable StatefulRedisClusterConnection<String, byte[]> connection;
    private volatile boolean closed;

    /**
     * @param client asked for when it is first needed; not closed here
     */
    public RedisCluster(Supplier<RedisClusterClient> client, RedisSettings settings) {
        this.client = client;
        this.settings = settings;
        this.breakers =
                CircuitBreakerRegistry.of(
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(20)
                                .minimumNumberOfCalls(4)
                                .failureRateThreshold(50)
                                .waitDurationInOpenState(settings.breakerOpensFor())
                                .permittedNumberOfCallsInHalfOpenState(2)
                                .build());
        breakers.getEventPublisher()
                .onEntryAdded(added ->
                        added.getAddedEntry()
                                .getEventPublisher()
                                .onStateTransition(RedisCluster::announce));
    }

    /** Begins to connect, and does not wait for it. */
    public void connect() {
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
     * Config epoch of the primary that has the key, as far as is known here: it grows when another
     * node becomes primary, and what was written before may then be lost. -1 when unknown.
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
        StatefulRedisClusterConnection<String, byte[]> open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    int slotOf(String key) {
        return SlotHash.getSlot(key);
    }

    /** Sends each command to the primary of its slot, as far as is known here, and waits. */
    void exchange(List<Reply<?>> replies, Duration atMost) {
        StatefulRedisClusterConnection<String, byte[]> open = connection;
        if (open == null) {
            connect();
            RedisUnavailableException failure =
                    new RedisUnavailableException("There is no connection to Redis", null);
            replies.forEach(reply -> reply.fail(failure));
            return;
        }
        Duration left = timeLeft(atMost);
        long deadline = System.nanoTime() + left.toNanos();
        List<Group> groups = group(open, replies);
        for (Group group : groups) {
            group.send(open, deadline);
        }
        for (Group group : groups) {
            group.await(deadline, left.compareTo(atMost) < 0);
        }
    }

    /** Sends each command by way of Lettuce's own routing, which learns from redirects. */
    void exchangeFollowingRedirects(List<Reply<?>> replies, Duration atMost) {
        StatefulRedisClusterConnection<String, byte[]> open = connection;
        if (open == null) {
            return;
        }
        long deadline = System.nanoTime() + timeLeft(atMost).toNanos();
        List<CompletableFuture<?>> sent = new ArrayList<>(replies.size());
        for (Reply<?> reply : replies) {
            sent.add(dispatch(open, reply));
        }
        awaitAll(sent, deadline);
        replies.forEach(Reply::settle);
    }

    private static <T> CompletableFuture<T> dispatch(
            StatefulRedisClusterConnection<String, byte[]> open, Reply<T> reply) {
        var command = reply.command();
        try {
            open.dispatch(command);
        } catch (RedisException e) {
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

    private List<Group> group(
            StatefulRedisClusterConnection<String, byte[]> open, List<Reply<?>> replies) {
        List<Group> groups = new ArrayList<>(4);
        Map<RedisClusterNode, Group> byPrimary = HashMap.newHashMap(4);
        for (Reply<?> reply : replies) {
            RedisClusterNode primary = open.getPartitions().getMasterBySlot(reply.slot());
            if (primary == null) {
                reply.fail(new RedisUnavailableException("No primary has the slot", null));
                continue;
            }
            Group group = byPrimary.get(primary);
            if (group == null) {
                group = new Group(primary, breakerOf(primary));
                byPrimary.put(primary, group);
                groups.add(group);
            }
            group.replies.add(reply);
        }
        return groups;
    }

    private CircuitBreaker breakerOf(RedisClusterNode primary) {
        return breakers.circuitBreaker(
                primary.getUri().getHost() + ':' + primary.getUri().getPort());
    }

    private static void announce(CircuitBreakerOnStateTransitionEvent event) {
        switch (event.getStateTransition()) {
            case CLOSED_TO_OPEN ->
                    log.warn(
                            "Redis primary {} does not answer; the feed does without it.",
                            event.getCircuitBreakerName());
            case HALF_OPEN_TO_CLOSED ->
                    log.info("Redis primary {} answers again.", event.getCircuitBreakerName());
            default -> {} // tries in between
        }
    }

    private static void awaitAll(List<CompletableFuture<?>> futures, long deadline) {
        for (CompletableFuture<?> future : futures) {
            try {
                future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | CancellationException e) {
                // Its reply tells.
            }
        }
    }

    /** The commands for one primary. */
    private static final class Group {
        private final RedisClusterNode primary;
        private final CircuitBreaker breaker;
        private final List<Reply<?>> replies = new ArrayList<>();
        private final List<CompletableFuture<?>> sent = new ArrayList<>();
        private long sentAt;
        private boolean isPermitted;

        Group(RedisClusterNode primary, CircuitBreaker breaker) {
            this.primary = primary;
            this.breaker = breaker;
        }

        void send(StatefulRedisClusterConnection<String, byte[]> open, long deadline) {
            if (!breaker.tryAcquirePermission()) {
                RedisUnavailableException failure =
                        new RedisUnavailableException("A Redis primary is left alone", null);
                replies.forEach(reply -> reply.fail(failure));
                return;
            }
            isPermitted = true;
            sentAt = System.nanoTime();
            try {
                StatefulRedisConnection<String, byte[]> node =
                        open.getConnectionAsync(
                                        primary.getUri().getHost(), primary.getUri().getPort())
                                .get(Math.max(0, deadline - sentAt), TimeUnit.NANOSECONDS);
                List<RedisCommand<String, byte[], ?>> commands = new ArrayList<>(replies.size());
                for (Reply<?> reply : replies) {
                    var command = reply.command();
                    commands.add(command);
                    sent.add(command);
                }
                node.dispatch(commands);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failAll(e);
            } catch (ExecutionException | TimeoutException | RedisException e) {
                failAll(e);
            }
        }

        /**
         * @param hurried whether the wait is shorter than it is fair to blame the node for
         */
        void await(long deadline, boolean hurried) {
            if (!isPermitted) {
                return;
            }
            awaitAll(sent, deadline);
            @Nullable Throwable failure = null;
            for (Reply<?> reply : replies) {
                reply.settle();
                if (isOfTheNode(reply.failure())) {
                    failure = reply.failure();
                }
            }
            long took = System.nanoTime() - sentAt;
            if (failure == null) {
                breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            } else if (hurried) {
                breaker.releasePermission();
            } else {
                breaker.onError(took, TimeUnit.NANOSECONDS, failure);
            }
        }

        private void failAll(Throwable cause) {
            sent.forEach(command -> command.cancel(false));
            sent.clear();
            replies.forEach(reply -> reply.fail(cause));
        }

        /** Whether the failure says something about the node, and not about the command. */
        private static boolean isOfTheNode(@Nullable Throwable failure) {
            return failure != null && !(failure instanceof RedisCommandExecutionException);
        }
    }
}
