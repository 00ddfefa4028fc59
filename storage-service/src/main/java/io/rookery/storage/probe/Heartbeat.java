package io.rookery.storage.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A write a second on a primary: tells whether its disk takes writes, and what the wait for the
 * standby costs, by committing without and with it in turn. One write at a time: while a commit
 * waits for a standby that is ill, there is no other.
 */
final class Heartbeat implements AutoCloseable {

    private static final String DISK_FULL = "53100";
    private static final String BEAT = "update placement.heartbeat set beat = clock_timestamp()";
    private static final Duration INTERVAL = Duration.ofMillis(900);

    /** A commit that waits for its standby is given up no sooner: it holds a server process. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String address;
    private final PostgresConnections connections;
    private final ReplicationTimes times;
    private final ExecutorService threads;
    private final Semaphore turn = new Semaphore(1);
    private volatile @Nullable String diskFull;
    private volatile long lastNanos = System.nanoTime() - INTERVAL.toNanos();
    private volatile @Nullable Connection connection;
    private boolean waits;

    Heartbeat(
            String address,
            PostgresConnections connections,
            ReplicationTimes times,
            ExecutorService threads) {
        this.address = address;
        this.connections = connections;
        this.times = times;
        this.threads = threads;
    }

    /** Begins a write, unless one is under way or was made just now; returns at once. */
    void beat() {
        if (System.nanoTime() - lastNanos >= INTERVAL.toNanos() && turn.tryAcquire()) {
            lastNanos = System.nanoTime();
            threads.execute(() -> {
                try {
                    write();
                } finally {
                    turn.release();
                }
            });
        }
    }

    /** What Postgres said when the latest write found no space; null when there was some. */
    @Nullable String diskFull() {
        return diskFull;
    }

    private void write() {
        try {
            Connection open = connection;
            if (open == null) {
                open = connections.open(address, LONGEST);
                connection = open;
            }
            try (Statement statement = open.createStatement()) {
                statement.execute("set synchronous_commit = " + (waits ? "on" : "local"));
                long started = System.nanoTime();
                statement.executeUpdate(BEAT);
                times.took(waits, System.nanoTime() - started);
            }
            waits = !waits;
            diskFull = null;
        } catch (SQLException e) {
            diskFull = DISK_FULL.equals(e.getSQLState()) ? e.getMessage() : null;
            close();
        }
    }

    @Override
    public void close() {
        PostgresConnections.drop(connection);
        connection = null;
    }
}
