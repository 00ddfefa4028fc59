package io.rookery.storage.monitoring.probe;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Writes to a primary, to check that its disk accepts writes and to measure what the wait for the
 * standby costs. Commits alternately without and with that wait. While a commit waits for an
 * unhealthy standby, no other heartbeat may run.
 */
final class Heartbeat implements DiskProbe.Work {

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
