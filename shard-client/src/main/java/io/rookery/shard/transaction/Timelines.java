package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells the primary of a shard from one that has been replaced and lives on: each promotion begins
 * a timeline with a greater number. Thread-safe.
 */
final class Timelines {

    /** Of a primary, and at once: what the control file says follows with the next checkpoint. */
    static final String OF_PRIMARY =
            "('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int";

    private static final String ASK = "select " + OF_PRIMARY;
    private static final String OUTDATED = "08004";

    private final AtomicInteger greatest = new AtomicInteger();

    /** The greatest one that has been seen; 0 for none. */
    int greatest() {
        return greatest.get();
    }

    /**
     * Asks a primary for its timeline.
     *
     * @return whether it is a greater one than has been seen so far
     * @throws SQLException when there has been a greater one, or the server does not answer
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
                    "This primary is of timeline %d, and there is one of %d"
                            .formatted(timeline, greatest.get()),
                    OUTDATED);
        }
        return isSuccessor;
    }

    /** Whether the timeline of a primary is a greater one than has been seen so far. */
    boolean isSuccessor(int timeline) {
        return timeline > greatest.getAndAccumulate(timeline, Math::max);
    }
}
