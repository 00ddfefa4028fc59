package io.rookery.shard.outbox;

import io.opentelemetry.context.Context;
import io.rookery.shard.outbox.HandlerQueue.Outcome;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The transactional outbox of one service, in the table {@code outbox} of its schema. A transaction
 * appends events, which are handled after its commit. Normally the {@link OutboxWorker} of the
 * instance that appended an event handles it immediately. If that instance dies or the handler
 * fails, any instance handles the event later. Thread-safe.
 *
 * <p>Handlers may append events, too: the outbox does not know them, its worker does.
 */
public final class Outbox {

    private static final Duration LOOK_FOR_HANDED_OVER = Duration.ofMillis(100);

    private final ShardClient shards;
    private final OutboxSettings settings;

    /** Null before this instance handles events. */
    private volatile @Nullable OutboxWorker worker;

    public Outbox(ShardClient shards, OutboxSettings settings) {
        this.shards = shards;
        this.settings = settings;
    }

    void attach(OutboxWorker handling) {
        worker = handling;
    }

    ShardClient shards() {
        return shards;
    }

    OutboxSettings settings() {
        return settings;
    }

    /** Adds the event in the caller's transaction, which must be one of the event's slot. */
    public void append(JdbcClient jdbc, OutboxEvent event) {
        append(jdbc, List.of(event));
    }

    /** Adds the events in the caller's transaction, in one round trip. */
    public void append(JdbcClient jdbc, List<OutboxEvent> events) {
        if (!events.isEmpty()) {
            OutboxWorker present = worker;
            if (present != null) {
                events.forEach(present::requireHandler);
            }
            OutboxTable.append(
                    jdbc, events, settings.visibilityDelay(), TraceParent.of(Context.current()));
        }
    }

    /**
     * Handles the events soon, in the background. Call it after the commit. The poller handles
     * later the events that fail or find the queue full. Returns immediately.
     */
    public void dispatch(List<OutboxEvent> events) {
        OutboxWorker present = worker;
        if (present != null) {
            for (OutboxEvent event : events) {
                var _ = present.handleCommitted(event, false);
            }
        }
    }

    /**
     * Handles the events now and waits for them, at most the given time. Call it after the commit.
     * Events that are not done by then continue in the background.
     *
     * @return whether all were handled; otherwise the poller handles the rest
     */
    public boolean dispatchAndAwait(List<OutboxEvent> events, Duration atMost) {
        OutboxWorker present = worker;
        if (present == null) {
            return false;
        }
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (OutboxEvent event : events) {
            outcomes.add(present.handleCommitted(event, true));
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
}
