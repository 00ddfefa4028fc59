package io.rookery.storage.probe;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * A write on a primary: tells whether its disk takes writes, and what the wait for the standby
 * costs, by committing without and with it in turn. While a commit waits for a standby that is ill,
 * there must be no other.
 */
final class Heartbeat implements DiskTrial.Work {

    private static final String BEAT = "update placement.heartbeat set beat = clock_timestamp()";

    private final ReplicationTimes times;
    private boolean waits;

    Heartbeat(ReplicationTimes times) {
        this.times = times;
    }

    @Override
    public void on(Statement statement) throws SQLException {
        statement.execute("set synchronous_commit = " + (waits ? "on" : "local"));
        long started = System.nanoTime();
        statement.executeUpdate(BEAT);
        times.took(waits, System.nanoTime() - started);
        waits = !waits;
    }
}
