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

/** Handles the events of one kind, so that slow or failing ones take no other kind's place. */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int ATTEMPTS_PASSED_OVER = 2;
    private static final long NANOS_BETWEEN_WARNINGS = TimeUnit.SECONDS.toNanos(10);

    /** What became of an event that was offered. */
    enum Outcome {
        HANDLED,
        /** The handler threw: to be tried again later. */
        FAILED,
        /** The database refuses what the event says: to be tried again ever more seldom. */
        REFUSED,
        /** There was no room: to be tried again by anybody. */
        FULL,
        /** Its turn did not come in time: another instance may have it by now. */
        LATE,
        /** This instance is at it already. */
        HELD
    }

    private final OutboxHandler handler;
    private final Executor threads;
    private final Tracer tracer;
    private final Semaphore room;
    private final Turns turns;
    private final Set<OutboxEvent> held = ConcurrentHashMap.newKeySet();
    private final LongAdder refused = new LongAdder();
    private final AtomicLong lastWarning =
            new AtomicLong(System.nanoTime() - NANOS_BETWEEN_WARNINGS);

    /**
     * @param yields whether only one event is to be handled at a time, for the good of others
     */
    Lane(
            OutboxHandler handler,
            Executor threads,
            OutboxSettings settings,
            BooleanSupplier yields,
            Tracer tracer) {
        this.handler = handler;
        this.threads = threads;
        this.tracer = tracer;
        this.room = new Semaphore(settings.queueCapacity());
        this.turns = new Turns(settings.concurrency(), yields);
    }

    /** How many events it has room for, at the moment. */
    int room() {
        return room.availablePermits();
    }

    /** Whether this instance has what it takes to handle them. */
    boolean isAble() {
        return handler.isAble();
    }

    /**
     * Handles the event in the background, unless its turn comes so late that another instance may
     * have taken it.
     *
     * @param nanosToBegin time left for it to begin
     * @param urgent whether somebody waits for it
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
            if (!turns.tryTake(urgent, latest - System.nanoTime())) {
                return Outcome.LATE;
            }
            try {
                return handle(claimed);
            } finally {
                turns.giveBack();
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

    /** How many events this instance has found refused; each counts once among all instances. */
    long refused() {
        return refused.sum();
    }

    /** Once for each event, by whichever instance claims it for the first time. */
    private void reportRefused(ClaimedEvent claimed, Throwable failure) {
        if (claimed.attempts() == 1) {
            refused.increment();
            LOG.error(
                    "The {} event {} is refused by the database, and stays until somebody mends it",
                    claimed.event().kind(),
                    claimed.event().id(),
                    failure);
        }
    }

    /**
     * First failures are part of every failover; of a kind that goes on failing one sentence is
     * told now and then.
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
