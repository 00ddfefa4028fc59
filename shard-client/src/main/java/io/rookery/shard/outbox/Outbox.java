package io.rookery.shard.outbox;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.rookery.shard.outbox.HandlerQueue.Outcome;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The transactional outbox of one service, in the table {@code outbox} of its schema. A transaction
 * appends events, which are handled after its commit. Normally the instance that appended an event
 * handles it immediately. If that instance dies or the handler fails, any instance handles the
 * event later. Thread-safe.
 */
public final class Outbox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** Stands for the shard when the shard map names no owner of the slot. */
    private static final String NOWHERE = "";

    private static final Duration LOOK_FOR_HANDED_OVER = Duration.ofMillis(100);

    /** The longest back-off for an event that the database refuses. */
    private static final Duration LONGEST_OF_REFUSED = Duration.ofMinutes(10);

    private final ShardClient shards;
    private final OutboxSettings settings;
    private final BooleanSupplier yields;
    private final Map<String, HandlerQueue> queues = new LinkedHashMap<>();
    private final Map<String, OutboxPoller> pollers = new ConcurrentHashMap<>();
    private final Map<String, Thread> relaying = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbox-", 0).factory());

    private volatile boolean closing;
    private @Nullable Thread watch;

    /** An outbox that never yields and records no traces. */
    public Outbox(ShardClient shards, List<OutboxHandler> handlers, OutboxSettings settings) {
        this(shards, handlers, settings, () -> false, TracerProvider.noop().get("none"));
    }

    /**
     * @param yields whether the service has more urgent work; then only one event of each kind is
     *     handled at a time, except for events that a caller waits for
     * @param tracer records how events of sampled traces are handled
     * @throws IllegalArgumentException when two handlers have the same kind
     */
    public Outbox(
            ShardClient shards,
            List<OutboxHandler> handlers,
            OutboxSettings settings,
            BooleanSupplier yields,
            Tracer tracer) {
        this.shards = shards;
        this.settings = settings;
        this.yields = yields;
        for (OutboxHandler handler : handlers) {
            HandlerQueue queue = new HandlerQueue(handler, threads, settings, yields, tracer);
            if (queues.put(handler.kind(), queue) != null) {
                throw new IllegalArgumentException(
                        "Two handlers are for events of the kind " + handler.kind());
            }
        }
    }

    /** Adds the event in the caller's transaction, which must be one of the event's slot. */
    public void append(JdbcClient jdbc, OutboxEvent event) {
        append(jdbc, List.of(event));
    }

    /** Adds the events in the caller's transaction, in one round trip. */
    public void append(JdbcClient jdbc, List<OutboxEvent> events) {
        if (!events.isEmpty()) {
            events.forEach(this::laneOf);
            OutboxTable.append(jdbc, events, settings.grace(), TraceParent.of(Context.current()));
        }
    }

    /**
     * Handles the events soon, in the background. Call it after the commit. The poller handles
     * later the events that fail or find the queue full. Returns immediately.
     */
    public void dispatch(List<OutboxEvent> events) {
        for (OutboxEvent event : events) {
            var _ = handle(justCommitted(event), settings.grace(), false);
        }
    }

    /**
     * Handles the events now and waits for them, at most the given time. Call it after the commit.
     * Events that are not done by then continue in the background.
     *
     * @return whether all were handled; otherwise the poller handles the rest
     */
    public boolean dispatchAndAwait(List<OutboxEvent> events, Duration atMost) {
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (OutboxEvent event : events) {
            outcomes.add(handle(justCommitted(event), settings.grace(), true));
        }
        try {
            CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
                    .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        return outcomes.stream().allMatch(outcome -> outcome.resultNow() == Outcome.HANDLED);
    }

    /**
     * Lets any instance that is able handle the events immediately, and waits until they are
     * handled, at most the given time. Call it after the commit, instead of {@link #dispatch}.
     *
     * @param events events of one slot
     * @return whether all were handled
     */
    public boolean handOver(List<OutboxEvent> events, Duration atMost) {
        int slot = events.getFirst().slot();
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            shards.write(slot, jdbc -> OutboxTable.handOver(jdbc, events));
            while (shards.read(slot, jdbc -> OutboxTable.waiting(jdbc, events)) > 0) {
                if (deadline - System.nanoTime() <= 0) {
                    return false;
                }
                Thread.sleep(LOOK_FOR_HANDED_OVER);
            }
            return true;
        } catch (ShardUnavailableException e) {
            return false; // the poller handles them later
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The row is on the shard that owns the slot now; otherwise the poller finds it later. */
    private ClaimedEvent justCommitted(OutboxEvent event) {
        String shard = shards.shardOf(event.slot()).orElse(NOWHERE);
        return new ClaimedEvent(event, shard, 0, Context.current());
    }

    /** Starts to poll every shard for events that no instance handles. */
    public synchronized void start() {
        if (watch == null && !closing) {
            watch = Thread.ofVirtual().name("outbox-watch").start(this::watch);
        }
    }

    /** Keeps one poller running for each shard, including shards that join later. */
    private void watch() {
        try {
            while (!closing) {
                startRelays();
                Thread.sleep(settings.pollInterval());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void startRelays() {
        try {
            for (String shard : shards.shards()) {
                relaying.compute(shard, this::running);
            }
        } catch (RuntimeException e) {
            log.warn("The shards cannot be gone through now, and are the next time", e);
        }
    }

    private Thread running(String shard, @Nullable Thread present) {
        if (present != null && present.isAlive()) {
            return present;
        }
        return Thread.ofVirtual().name("outbox-" + shard).start(relayOf(shard)::run);
    }

    private OutboxPoller relayOf(String shard) {
        return pollers.computeIfAbsent(
                shard,
                name ->
                        new OutboxPoller(
                                name, shards, settings, this::limits, this::handleClaimed));
    }

    /** How many events of each kind this instance would claim from a shard now. */
    private Map<String, ClaimLimit> limits() {
        Map<String, ClaimLimit> limits = new LinkedHashMap<>();
        if (!closing) {
            int most = yields.getAsBoolean() ? settings.concurrency() : settings.claimSize();
            queues.forEach((kind, queue) -> {
                int room = Math.min(queue.room(), most);
                if (room > 0) {
                    limits.put(
                            kind,
                            new ClaimLimit(
                                    room, queue.isAble() ? Duration.ZERO : settings.patience()));
                }
            });
        }
        return limits;
    }

    private void handleClaimed(ClaimedEvent claimed) {
        var _ = handle(claimed, settings.lease(), false);
    }

    /**
     * @param ours time in which no other instance claims the event: half of it to begin, half to
     *     end
     */
    private CompletableFuture<Outcome> handle(ClaimedEvent claimed, Duration ours, boolean urgent) {
        return laneOf(claimed.event())
                .offer(claimed, ours.toNanos() / 2, urgent)
                .whenComplete((outcome, impossible) -> acknowledge(claimed, outcome));
    }

    /**
     * Acknowledges an outcome. An event that comes directly from its transaction and is not done
     * needs no acknowledgement: its row becomes due soon by itself.
     */
    private void acknowledge(ClaimedEvent claimed, Outcome outcome) {
        switch (outcome) {
            case HANDLED -> acknowledge(new Acknowledgement.Handled(claimed));
            case FAILED -> {
                if (!claimed.isStraight()) {
                    acknowledge(postponed(claimed, settings.maxBackOff()));
                }
            }
            case REFUSED -> {
                if (!claimed.isStraight()) {
                    acknowledge(postponed(claimed, LONGEST_OF_REFUSED));
                }
            }
            case FULL -> {
                if (!claimed.isStraight()) {
                    acknowledge(new Acknowledgement.Postponed(claimed, Duration.ZERO));
                }
            }
            case LATE, HELD -> {}
        }
    }

    /**
     * Acknowledges on the shard where the event was claimed, whichever shard owns its slot by now:
     * the row is there.
     */
    private void acknowledge(Acknowledgement acknowledgement) {
        String shard = acknowledgement.claimed().shard();
        if (!shard.equals(NOWHERE)) {
            relayOf(shard).acknowledge(acknowledgement);
        }
    }

    /** The delay doubles with each attempt; half of it is random. */
    private Acknowledgement postponed(ClaimedEvent claimed, Duration longest) {
        long first = settings.firstBackOff().toMillis();
        long doubled = first << Math.min(claimed.attempts() - 1, 20);
        long millis = Math.min(doubled, longest.toMillis());
        long delay = ThreadLocalRandom.current().nextLong(millis / 2, millis + 1);
        return new Acknowledgement.Postponed(claimed, Duration.ofMillis(delay));
    }

    /** How many events of each kind the database has refused, as far as this instance has seen. */
    public Map<String, Long> refused() {
        Map<String, Long> refused = new LinkedHashMap<>();
        queues.forEach((kind, queue) -> refused.put(kind, queue.refused()));
        return refused;
    }

    private HandlerQueue laneOf(OutboxEvent event) {
        HandlerQueue queue = queues.get(event.kind());
        if (queue == null) {
            throw new IllegalArgumentException("Nobody handles the kind " + event.kind());
        }
        return queue;
    }

    /**
     * Stops claiming, lets running handlers end, and acknowledges their events. Events that do not
     * end in time are left to other instances.
     */
    @Override
    public synchronized void close() {
        closing = true;
        long deadline = System.nanoTime() + settings.closeTimeout().toNanos();
        threads.shutdown();
        try {
            threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            pollers.values().forEach(OutboxPoller::stop);
            for (Thread poller : relaying.values()) {
                poller.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException hurried) {
            pollers.values().forEach(OutboxPoller::stop);
            Thread.currentThread().interrupt();
        }
    }
}
