package io.rookery.storage.placement.move;

import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Transactions of a leader on the primaries of shards. */
final class MoveShards {

    private final ShardClient shards;

    /**
     * @param shards connects as a role that may change the tables of all services; must allow two
     *     transactions on a shard at a time
     */
    MoveShards(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * Runs a transaction. Until it ends, no other leader takes over the move.
     *
     * @throws StaleTermException if another leader has taken over the move
     */
    <T> T change(String shard, Move move, ShardWork<T> work) {
        return shards.writeOn(
                shard,
                jdbc -> {
                    requireTerm(jdbc, shard, move);
                    return work.run(jdbc);
                });
    }

    /**
     * Reads on the primary, or runs statements that must not be in a transaction that has written.
     */
    <T> T read(String shard, ShardWork<T> work) {
        return shards.writeOn(shard, work);
    }

    /**
     * Records the move's term on the shard, unless it has a later one. Afterwards, earlier leaders
     * change nothing there, and jobs do not clean up.
     */
    void recordTerm(String shard, Move move) {
        shards.writeOn(
                shard,
                jdbc -> {
                    // Waits for cleanup jobs that are under way.
                    jdbc.sql("select pg_advisory_xact_lock(20042, 0)").query((_, _) -> 0).single();
                    return jdbc.sql(
                                    """
                                    insert into placement.move
                                        (id, term, source, target, here, slots, attempt)
                                    values (?, ?, ?, ?, ?, ?, ?)
                                    on conflict (id) do update set term = greatest(move.term, excluded.term)
                                    """)
                            .param(move.id())
                            .param(move.term())
                            .param(move.source())
                            .param(move.target())
                            .param(shard)
                            .param(SlotArray.of(move.slots()))
                            .param(move.attempt())
                            .update();
                });
    }

    /** Removes what the shard knows of the move. */
    void forget(String shard, Move move) {
        change(
                shard,
                move,
                jdbc -> {
                    jdbc.sql("delete from placement.move_marker where move_id = ?")
                            .param(move.id())
                            .update();
                    return jdbc.sql("delete from placement.move where id = ?")
                            .param(move.id())
                            .update();
                });
    }

    private static void requireTerm(JdbcClient jdbc, String shard, Move move) {
        boolean current =
                jdbc.sql("select term from placement.move where id = ? for share")
                        .param(move.id())
                        .query(Long.class)
                        .optional()
                        .filter(term -> term == move.term())
                        .isPresent();
        if (!current) {
            throw new StaleTermException(shard, move);
        }
    }

    /** Signals that another leader has taken over the move. */
    static final class StaleTermException extends RuntimeException {

        StaleTermException(String shard, Move move) {
            super(
                    "%s does not know move %s in term %d: another leader has taken it over"
                            .formatted(shard, move.id(), move.term()));
        }
    }
}
