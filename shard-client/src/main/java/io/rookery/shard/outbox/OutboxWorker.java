package io.rookery.shard.outbox;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.rookery.shard.outbox.HandlerQueue.Outcome;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.worker.BackOff;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the events of an {@link Outbox}: those that this instance has just committed, and those
 * that it claims from the shards because no instance has handled them in time. Thread-safe.
 */
public final class OutboxWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    /** Stands for the shard when the shard map names no owner of the slot. */
    private static final String NOWHERE = "";

    /** The longest back-off for an event that the database refuses. */
    private static final Duration LONGEST_OF_REFUSED = Duration.ofMinutes(10);

    private final ShardClient shards;
    private final OutboxSettings settings;
    private final BooleanSupplier yields;
    private final Map<String, HandlerQueue> queues = new LinkedHashMap<>();
    private final Map<String, OutboxPoller> pollers = new ConcurrentHashMap<>();
    private final Map<String, Thread> polling = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbox-", 0).factory());

    private volatile boolean closing;
    private @Nullable Thread watch;

    /** A worker that never yields and records no traces. */
    public OutboxWorker(Outbox outbox, List<OutboxHandler> handlers) {
        this(outbox, handlers, () -> false, TracerProvider.noop().get("none"));
    }

    /**
     * @param yields whether the service has more urgent work; then only one event of each kind is
     *     handled at a time, except for events that a caller waits for
     * @param tracer records how events of sampled traces are handled
     * @throws IllegalArgumentException when two handlers have the same kind
     */
    @SuppressWarnings("this-escape") // the outbox uses it from here on, when it is complete
    public OutboxWorker(
            Outbox outbox, List<OutboxHandler> handlers, BooleanSupplier yields, Tracer tracer) {
        this.shards = outbox.shards();
        this.settings = outbox.settings();
        this.yields = yields;
        for (OutboxHandler handler : handlers) {
            HandlerQueue queue = new HandlerQueue(handler, threads, settings, yields, tracer);
            if (queues.put(handler.kind(), queue) != null) {
                throw new IllegalArgumentException(
                        "Two handlers have the event kind " + handler.kind());
            }
        }
        outbox.attach(this);
    }

    /**
     * Handles an event of a transaction that this instance has committed.
     *
     * @param urgent whether a caller waits for it
     */
    CompletableFuture<Outcome> handleCommitted(OutboxEvent event, boolean urgent) {
        return handle(justCommitted(event), settings.visibilityDelay(), urgent);
    }

    /**
     * @throws IllegalArgumentException if there is no handler for the event
     */
    void requireHandler(OutboxEvent event) {
        var _ = queueOf(event);
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
                startPollers();
                Thread.sleep(settings.pollInterval());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void startPollers() {
        try {
            for (String shard : shards.shards()) {
                polling.compute(shard, this::running);
            }
        } catch (RuntimeException e) {
            log.warn("The outbox pollers could not be started; this is retried", e);
        }
    }

    private Thread running(String shard, @Nullable Thread present) {
        if (present != null && present.isAlive()) {
            return present;
        }
        return Thread.ofVirtual().name("outbox-" + shard).start(pollerOf(shard)::run);
    }

    private OutboxPoller pollerOf(String shard) {
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
        return queueOf(claimed.event())
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
            pollerOf(shard).acknowledge(acknowledgement);
        }
    }

    private Acknowledgement postponed(ClaimedEvent claimed, Duration longest) {
        Duration delay = BackOff.of(settings.firstBackOff(), longest).after(claimed.attempts());
        return new Acknowledgement.Postponed(claimed, delay);
    }

    /** How many events of each kind the database has refused, as far as this instance has seen. */
    public Map<String, Long> refused() {
        Map<String, Long> refused = new LinkedHashMap<>();
        queues.forEach((kind, queue) -> refused.put(kind, queue.refused()));
        return refused;
    }

    private HandlerQueue queueOf(OutboxEvent event) {
        HandlerQueue queue = queues.get(event.kind());
        if (queue == null) {
            throw new IllegalArgumentException("No handler for the event kind " + event.kind());
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
            for (Thread poller : polling.values()) {
                poller.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException hurried) {
            pollers.values().forEach(OutboxPoller::stop);
            Thread.currentThread().interrupt();
        }
    }
}
