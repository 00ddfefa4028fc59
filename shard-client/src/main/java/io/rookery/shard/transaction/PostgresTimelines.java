package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.util.PSQLState;

/**
 * Distinguishes the primary of a shard from a replaced one that lives on: each promotion begins a
 * timeline with a greater number. Thread-safe.
 */
final class PostgresTimelines {

    /**
     * SQL for the timeline of a primary. It is correct immediately after a promotion; the control
     * file changes only at the next checkpoint.
     */
    static final String OF_PRIMARY =
            "('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int";

    private static final String ASK = "select " + OF_PRIMARY;
    private static final String OUTDATED = PSQLState.CONNECTION_REJECTED.getState();

    private final AtomicInteger greatest = new AtomicInteger();

    /** The greatest timeline that has been seen; 0 for none. */
    int greatest() {
        return greatest.get();
    }

    /**
     * Asks a primary for its timeline.
     *
     * @return whether it is greater than every timeline seen so far
     * @throws SQLException when a greater timeline has been seen, or the server does not answer
     */
    boolean isSuccessor(Connection primary) throws SQLException {
        int timeline;
        try (Statement statement = primary.createStatement();
                ResultSet row = statement.executeQuery(ASK)) {
            row.next();
            timeline = row.getInt(1);
        }
        boolean isSuccessor = isSuccessor(timeline);
        if (timeline < greatest.get()) {
            throw new SQLException(
                    "This primary has timeline %d, but another one has timeline %d"
                            .formatted(timeline, greatest.get()),
                    OUTDATED);
        }
        return isSuccessor;
    }

    /** Whether the timeline of a primary is greater than every timeline seen so far. */
    boolean isSuccessor(int timeline) {
        return timeline > greatest.getAndAccumulate(timeline, Math::max);
    }
}
