package io.rookery.shard.outbox;

import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps one shard's outbox. Now and then one transaction removes what has been handled since the
 * last, and claims what is due, with its slots fenced; so the removal costs a post nothing, and a
 * look at an idle shard is one round trip and a commit that writes nothing.
 */
final class ShardRelay {

    private static final Logger LOG = LoggerFactory.getLogger(ShardRelay.class);

    /** What does not fit stays in the table and is handled again: every event is idempotent. */
    private static final int PENDING_SETTLEMENTS = 10_000;

    private static final int SETTLEMENTS_AT_ONCE = 1_000;
    private static final int SETTLEMENTS_WORTH_A_LOOK = 500;

    private final String shard;
    private final ShardClient shards;
    private final OutboxSettings settings;
    private final Supplier<Map<String, Room>> rooms;
    private final Consumer<ClaimedEvent> claimed;

    private final BlockingQueue<Settlement> settlements =
            new ArrayBlockingQueue<>(PENDING_SETTLEMENTS);
    private final Semaphore wake = new Semaphore(0);
    private final ForeignSlots foreign;
    private volatile boolean stopped;
    private boolean troubled;

    /**
     * @param rooms what may be claimed, by kind
     * @param claimed takes what has been claimed; returns at once
     */
    ShardRelay(
            String shard,
            ShardClient shards,
            OutboxSettings settings,
            Supplier<Map<String, Room>> rooms,
            Consumer<ClaimedEvent> claimed) {
        this.shard = shard;
        this.shards = shards;
        this.settings = settings;
        this.rooms = rooms;
        this.claimed = claimed;
        this.foreign = new ForeignSlots(shards, shard);
    }

    void settle(Settlement settlement) {
        boolean kept = settlements.offer(settlement);
        if (!kept || settlements.size() >= SETTLEMENTS_WORTH_A_LOOK) {
            wake();
        }
    }

    private void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /** Looks after the shard until it is stopped or the shard is no more. */
    void run() {
        try {
            while (!stopped && shards.shards().contains(shard)) {
                boolean more = look();
                if (!more) {
                    wake.tryAcquire(jittered(settings.pollInterval()), TimeUnit.NANOSECONDS);
                }
                wake.drainPermits();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (!settlements.isEmpty()) {
            look();
        }
    }

    void stop() {
        stopped = true;
        wake();
    }

    /** Settles and claims once; tells whether there may be more to do at once. */
    private boolean look() {
        List<Settlement> batch = new ArrayList<>();
        settlements.drainTo(batch, SETTLEMENTS_AT_ONCE);
        Map<String, Room> limits = stopped ? Map.of() : rooms.get();
        List<ClaimedEvent> events;
        try {
            events = shards.writeOn(shard, jdbc -> settleAndClaim(jdbc, batch, limits));
        } catch (ForeignSlots.NotOwnedException refused) {
            batch.forEach(settlements::offer);
            return learnt(refused);
        } catch (RuntimeException failure) {
            batch.forEach(settlements::offer);
            report(failure);
            return false;
        }
        troubled = false;
        events.forEach(claimed);
        return batch.size() == SETTLEMENTS_AT_ONCE || events.size() >= settings.claimSize();
    }

    private List<ClaimedEvent> settleAndClaim(
            JdbcClient jdbc, List<Settlement> batch, Map<String, Room> limits) {
        OutboxTable.settle(jdbc, batch);
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
                LOG.warn("The outbox of {} is out of reach and will be looked at later", shard);
            } else {
                LOG.warn("The outbox of {} failed and will be looked at later", shard, failure);
            }
        }
    }

    /** Between three and five quarters of the time, so that instances do not look in step. */
    private static long jittered(Duration mean) {
        long nanos = mean.toNanos();
        return nanos * 3 / 4 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1);
    }
}
