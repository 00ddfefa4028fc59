package io.rookery.shard.outbox;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the handler of one event kind. Each kind has its own capacity, so that slow or failing
 * events do not delay other kinds.
 */
final class HandlerQueue {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerQueue.class);
    private static final int ATTEMPTS_PASSED_OVER = 2;
    private static final long NANOS_BETWEEN_WARNINGS = TimeUnit.SECONDS.toNanos(10);

    /** The outcome of an offered event. */
    enum Outcome {
        HANDLED,
        /** The handler threw an exception: retry later. */
        FAILED,
        /** The database refuses the event's data: retry with a longer and longer back-off. */
        REFUSED,
        /** The queue was full: any instance may retry. */
        FULL,
        /** The event waited too long in the queue: another instance may have claimed it by now. */
        LATE,
        /** This instance holds the event already. */
        HELD
    }

    private final OutboxHandler handler;
    private final Executor threads;
    private final Tracer tracer;
    private final Semaphore room;
    private final PriorityLimiter limiter;
    private final Set<OutboxEvent> held = ConcurrentHashMap.newKeySet();
    private final LongAdder refused = new LongAdder();
    private final AtomicLong lastWarning =
            new AtomicLong(System.nanoTime() - NANOS_BETWEEN_WARNINGS);

    /**
     * @param yields whether only one event may be handled at a time, in favor of more urgent work
     */
    HandlerQueue(
            OutboxHandler handler,
            Executor threads,
            OutboxSettings settings,
            BooleanSupplier yields,
            Tracer tracer) {
        this.handler = handler;
        this.threads = threads;
        this.tracer = tracer;
        this.room = new Semaphore(settings.queueCapacity());
        this.limiter = new PriorityLimiter(settings.concurrency(), yields);
    }

    /** How many more events fit into the queue at the moment. */
    int room() {
        return room.availablePermits();
    }

    /** Whether this instance can handle the events; see {@link OutboxHandler#isAble()}. */
    boolean isAble() {
        return handler.isAble();
    }

    /**
     * Handles the event in the background, unless its turn comes so late that another instance may
     * have claimed it.
     *
     * @param nanosToBegin time within which the handling must begin
     * @param urgent whether a caller waits for the event
     */
    CompletableFuture<Outcome> offer(ClaimedEvent claimed, long nanosToBegin, boolean urgent) {
        OutboxEvent event = claimed.event();
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(Outcome.FULL);
        }
        if (!held.add(event)) {
            room.release();
            return CompletableFuture.completedFuture(Outcome.HELD);
        }
        long latest = System.nanoTime() + nanosToBegin;
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Runnable task = () -> outcome.complete(handle(claimed, latest, urgent));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closing) {
            letGo(event);
            outcome.complete(Outcome.FULL);
        }
        return outcome;
    }

    private Outcome handle(ClaimedEvent claimed, long latest, boolean urgent) {
        try {
            if (!limiter.tryTake(urgent, latest - System.nanoTime())) {
                return Outcome.LATE;
            }
            try {
                return handle(claimed);
            } finally {
                limiter.giveBack();
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return Outcome.LATE;
        } finally {
            letGo(claimed.event());
        }
    }

    private Outcome handle(ClaimedEvent claimed) {
        try (EventSpan span = EventSpan.begin(tracer, claimed);
                Scope _ = span.context().makeCurrent()) {
            try {
                handler.handle(claimed.event());
                return Outcome.HANDLED;
            } catch (RuntimeException | Error failure) {
                span.failed(failure);
                if (RefusedData.isCauseOf(failure)) {
                    reportRefused(claimed, failure);
                    return Outcome.REFUSED;
                }
                report(claimed, failure);
                return Outcome.FAILED;
            }
        }
    }

    private void letGo(OutboxEvent event) {
        held.remove(event);
        room.release();
    }

    /** How many events the database has refused here; each counts once among all instances. */
    long refused() {
        return refused.sum();
    }

    /** Counts and logs an event only at its first claim, so once among all instances. */
    private void reportRefused(ClaimedEvent claimed, Throwable failure) {
        if (claimed.attempts() == 1) {
            refused.increment();
            LOG.error(
                    "The database rejected the {} event {}; it is retried until it is corrected",
                    claimed.event().kind(),
                    claimed.event().id(),
                    failure);
        }
    }

    /**
     * Does not warn of the first failures of an event, as every failover causes them. Warns of
     * continuing failures of a kind at most every 10 s.
     */
    private void report(ClaimedEvent claimed, Throwable failure) {
        long last = lastWarning.get();
        long now = System.nanoTime();
        if (claimed.attempts() > ATTEMPTS_PASSED_OVER
                && now - last >= NANOS_BETWEEN_WARNINGS
                && lastWarning.compareAndSet(last, now)) {
            LOG.warn(
                    "The {} event {} failed for the {}th time and will be tried again: {}",
                    claimed.event().kind(),
                    claimed.event().id(),
                    claimed.attempts(),
                    failure.toString());
        }
        LOG.debug(
                "The {} event {} failed and will be tried again",
                claimed.event().kind(),
                claimed.event().id(),
                failure);
    }
}
