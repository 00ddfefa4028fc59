package io.rookery.storage.placement.move;

import io.rookery.shard.transaction.ShardUnavailableException;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures how much of a move's rows has been copied. */
final class MoveProgress {

    /** Rows of tables that are being copied at this moment, which nobody else can see yet. */
    private static final String IN_FLIGHT =
            """
            select coalesce(sum(copy.tuples_processed), 0)::bigint as number,
                coalesce(sum(copy.bytes_processed), 0)::bigint as bytes
            from pg_stat_subscription worker
            join pg_stat_progress_copy copy on copy.pid = worker.pid
            where worker.subname = ?
            """;

    private final MoveShards shards;

    MoveProgress(MoveShards shards) {
        this.shards = shards;
    }

    /**
     * Rows, and how much memory they take in the server.
     *
     * @param number number of rows
     */
    record Rows(long number, long bytes) {

        Rows plus(Rows other) {
            return new Rows(number + other.number, bytes + other.bytes);
        }
    }

    /**
     * How far a copy has come.
     *
     * @param copied on the target
     * @param total on the source
     */
    record Copied(Rows copied, Rows total) {}

    /**
     * Counts the rows on both shards.
     *
     * @throws ShardUnavailableException if a shard does not answer
     * @throws DataAccessException if counting takes too long
     */
    Copied of(Move move) {
        Rows total = shards.read(move.source(), jdbc -> visible(jdbc, move));
        String name = StreamName.of(move, Direction.FORWARD);
        Rows copied =
                shards.read(
                        move.target(),
                        jdbc -> visible(jdbc, move).plus(rows(jdbc.sql(IN_FLIGHT).param(name))));
        return new Copied(copied, total);
    }

    private static Rows visible(JdbcClient jdbc, Move move) {
        jdbc.sql("set local statement_timeout = '2s'").update();
        String tables =
                MovedTables.of(jdbc).stream()
                        .map(
                                "select pg_column_size(moving.*) as size from %s as moving where slot = any (:slots)"
                                        ::formatted)
                        .collect(Collectors.joining(" union all "));
        return rows(
                jdbc.sql(
                                "select count(*) as number, coalesce(sum(size), 0)::bigint as bytes"
                                        + " from ("
                                        + tables
                                        + ") as moved")
                        .param("slots", SlotArray.of(move.slots())));
    }

    private static Rows rows(JdbcClient.StatementSpec counting) {
        return counting.query((row, _) -> new Rows(row.getLong("number"), row.getLong("bytes")))
                .single();
    }
}
