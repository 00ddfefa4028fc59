package io.rookery.shard.outbox;

import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.worker.WakeUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Polls the outbox of one shard. Each poll is one transaction: it deletes the rows of events
 * handled since the last poll, claims due events, and fences their slots. Deletion therefore adds
 * no cost to the request that appended the event. Polling an idle shard costs one round trip and a
 * commit that writes nothing.
 */
final class OutboxPoller {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxPoller.class);

    /**
     * Acknowledgements beyond this limit are dropped. Those events are handled again: every event
     * is idempotent.
     */
    private static final int PENDING_ACKNOWLEDGEMENTS = 10_000;

    private static final int ACKNOWLEDGEMENTS_AT_ONCE = 1_000;
    private static final int ACKNOWLEDGEMENTS_TO_WAKE_FOR = 500;

    private final String shard;
    private final ShardClient shards;
    private final OutboxSettings settings;
    private final Supplier<Map<String, ClaimLimit>> claimLimits;
    private final Consumer<ClaimedEvent> claimed;

    private final BlockingQueue<Acknowledgement> acknowledgements =
            new ArrayBlockingQueue<>(PENDING_ACKNOWLEDGEMENTS);
    private final WakeUp due = new WakeUp();
    private final ForeignSlots foreign;
    private volatile boolean stopped;
    private boolean troubled;

    /**
     * @param claimLimits what may be claimed, by kind
     * @param claimed receives each claimed event; returns immediately
     */
    OutboxPoller(
            String shard,
            ShardClient shards,
            OutboxSettings settings,
            Supplier<Map<String, ClaimLimit>> claimLimits,
            Consumer<ClaimedEvent> claimed) {
        this.shard = shard;
        this.shards = shards;
        this.settings = settings;
        this.claimLimits = claimLimits;
        this.claimed = claimed;
        this.foreign = new ForeignSlots(shards, shard);
    }

    void acknowledge(Acknowledgement acknowledgement) {
        boolean kept = acknowledgements.offer(acknowledgement);
        if (!kept || acknowledgements.size() >= ACKNOWLEDGEMENTS_TO_WAKE_FOR) {
            due.signal();
        }
    }

    /** Polls until it is stopped or the shard no longer exists. */
    void run() {
        try {
            while (!stopped && shards.shards().contains(shard)) {
                boolean more = look();
                due.await(more ? Duration.ZERO : jittered(settings.pollInterval()));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (!acknowledgements.isEmpty()) {
            look();
        }
    }

    void stop() {
        stopped = true;
        due.signal();
    }

    /** Acknowledges and claims once; returns whether there may be more to do immediately. */
    private boolean look() {
        List<Acknowledgement> batch = new ArrayList<>();
        acknowledgements.drainTo(batch, ACKNOWLEDGEMENTS_AT_ONCE);
        Map<String, ClaimLimit> limits = stopped ? Map.of() : claimLimits.get();
        List<ClaimedEvent> events;
        try {
            events = shards.writeOn(shard, jdbc -> acknowledgeAndClaim(jdbc, batch, limits));
        } catch (ForeignSlots.NotOwnedException refused) {
            batch.forEach(acknowledgements::offer);
            return learnt(refused);
        } catch (RuntimeException failure) {
            batch.forEach(acknowledgements::offer);
            report(failure);
            return false;
        }
        troubled = false;
        events.forEach(claimed);
        return batch.size() == ACKNOWLEDGEMENTS_AT_ONCE || events.size() >= settings.claimSize();
    }

    private List<ClaimedEvent> acknowledgeAndClaim(
            JdbcClient jdbc, List<Acknowledgement> batch, Map<String, ClaimLimit> limits) {
        OutboxTable.acknowledge(jdbc, batch);
        if (limits.isEmpty()) {
            return List.of();
        }
        List<ClaimedEvent> events =
                OutboxTable.claim(jdbc, shard, limits, foreign.known(), settings.lease());
        ForeignSlots.fence(jdbc, events);
        return events;
    }

    private boolean learnt(ForeignSlots.NotOwnedException refused) {
        try {
            foreign.learn(refused);
            return true;
        } catch (RuntimeException failure) {
            report(failure);
            return false;
        }
    }

    private void report(RuntimeException failure) {
        if (!troubled) {
            troubled = true;
            if (failure instanceof ShardUnavailableException) {
                LOG.warn("The outbox of {} is unreachable and is polled again later", shard);
            } else {
                LOG.warn("The outbox of {} failed and is polled again later", shard, failure);
            }
        }
    }

    /** Between 75 % and 125 % of the mean, so that instances do not poll in step. */
    private static Duration jittered(Duration mean) {
        long nanos = mean.toNanos();
        return Duration.ofNanos(
                nanos * 3 / 4 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    }
}
