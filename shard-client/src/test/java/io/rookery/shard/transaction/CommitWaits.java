package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Sessions of the test's service whose commit waits for the standby, as an administrator sees them.
 */
final class CommitWaits {

    private final TestShard postgres;

    CommitWaits(TestShard postgres) {
        this.postgres = postgres;
    }

    long count() throws SQLException {
        return ask("select count(*) from pg_stat_activity where wait_event = 'SyncRep'");
    }

    /** Cancels the waits. Returns whether there was one. */
    boolean cancelOne() throws SQLException {
        return ask(
                        """
                        select count(*) from (
                            select pg_cancel_backend(pid) from pg_stat_activity
                            where wait_event = 'SyncRep' and usename = 'rookery_feed') as cancelled
                        """)
                > 0;
    }

    /** Whether a row has been committed, acknowledged or not. */
    boolean isVisible(long number) throws SQLException {
        return ask("select count(*) from feed.number where number = " + number) > 0;
    }

    private long ask(String sql) throws SQLException {
        try (Connection admin = postgres.connect("rookery", "rookery_admin");
                var row = admin.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
