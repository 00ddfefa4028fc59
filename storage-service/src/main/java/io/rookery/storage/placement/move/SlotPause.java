package io.rookery.storage.placement.move;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rookery.shard.slot.SlotSet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pauses the writes to slots until all that was written before has been replicated. Writers wait
 * meanwhile; they are not refused.
 *
 * <p>One transaction holds the lock of each slot exclusively, which every writer holds shared.
 * While it does, another transaction writes a marker. Once the subscriber has the marker, it has
 * all earlier changes. The server ends the first transaction when its client is silent, so a frozen
 * leader keeps nobody waiting and cannot go on later.
 */
final class SlotPause {

    /** Together with the lock's timeout, the longest pause. */
    private static final Duration REPLICATION = Duration.ofMillis(300);

    private static final Duration POLL = Duration.ofMillis(5);

    private final MoveShards shards;
    private final Executor threads;
    private final Timer pauses;

    /**
     * @param threads run transactions while another one is open
     */
    SlotPause(MoveShards shards, Executor threads, MeterRegistry metrics) {
        this.shards = shards;
        this.threads = threads;
        this.pauses =
                Timer.builder("rookery.moves.pause")
                        .description("How long writes to slots waited, whether they moved or not")
                        .publishPercentiles(0.5, 0.99)
                        .register(metrics);
    }

    /** What is done in the transaction that holds the locks. */
    @FunctionalInterface
    interface Work<T> {

        /**
         * @param marker number of the marker that has been replicated
         */
        T run(JdbcClient jdbc, long marker);
    }

    /**
     * Runs the work while nobody writes to the slots, and after everything that was written to them
     * has been replicated.
     *
     * @throws NotReplicatedException if that takes too long
     */
    <T> T whileNobodyWrites(Move move, Direction direction, SlotSet slots, Work<T> work) {
        return pauses.record(() -> pause(move, direction, slots, work));
    }

    private <T> T pause(Move move, Direction direction, SlotSet slots, Work<T> work) {
        return shards.change(
                direction.from(move),
                move,
                jdbc -> {
                    jdbc.sql("set local lock_timeout = '200ms'").update();
                    jdbc.sql("set local idle_in_transaction_session_timeout = '400ms'").update();
                    jdbc.sql(
                                    """
                                    select pg_advisory_xact_lock(20041, slot)
                                    from unnest(?::smallint[]) as locked (slot) order by slot
                                    """)
                            .param(SlotArray.of(slots))
                            .query((_, _) -> 0)
                            .list();
                    long marker = elsewhere(() -> mark(move, direction));
                    awaitMarker(move, direction, marker);
                    return work.run(jdbc, marker);
                });
    }

    /** Runs a transaction that is not part of the one that is open on this thread. */
    <T> T elsewhere(Supplier<T> transaction) {
        try {
            return CompletableFuture.supplyAsync(transaction, threads).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private long mark(Move move, Direction direction) {
        return shards.change(
                direction.from(move),
                move,
                jdbc ->
                        jdbc.sql(
                                        """
                                        insert into placement.move_marker (move_id, shard, number)
                                        select ?, ?, coalesce(max(number), 0) + 1 from placement.move_marker
                                        where move_id = ? and shard = ?
                                        returning number
                                        """)
                                .param(move.id())
                                .param(direction.from(move))
                                .param(move.id())
                                .param(direction.from(move))
                                .query(Long.class)
                                .single());
    }

    private void awaitMarker(Move move, Direction direction, long marker) {
        long start = System.nanoTime();
        while (present(move, direction) < marker) {
            if (System.nanoTime() - start > REPLICATION.toNanos()) {
                throw new NotReplicatedException(
                        "%s did not get every change within %d ms"
                                .formatted(direction.to(move), REPLICATION.toMillis()));
            }
            try {
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NotReplicatedException("The pause was interrupted");
            }
        }
    }

    private long present(Move move, Direction direction) {
        return elsewhere(
                () -> shards.read(direction.to(move), jdbc -> marker(jdbc, move, direction)));
    }

    /** The greatest marker of the publishing shard on the shard of this connection; 0 if none. */
    static long marker(JdbcClient jdbc, Move move, Direction direction) {
        return jdbc.sql(
                        """
                        select coalesce(max(number), 0) from placement.move_marker
                        where move_id = ? and shard = ?
                        """)
                .param(move.id())
                .param(direction.from(move))
                .query(Long.class)
                .single();
    }

    /** Signals that a shard did not get every change in time. Nothing has changed. */
    static final class NotReplicatedException extends RuntimeException {

        NotReplicatedException(String message) {
            super(message);
        }
    }
}
