package io.rookery.storage.monitoring.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs an operation that needs the disk of a Postgres node about once a second, and remembers
 * whether there was space for it. Uses a connection of its own, because the operation may hang when
 * the disk does. Runs one operation at a time.
 */
final class DiskProbe implements AutoCloseable {

    private static final String DISK_FULL = "53100";
    private static final Duration INTERVAL = Duration.ofMillis(900);

    /**
     * Timeout of an operation. A commit that waits for its standby is not given up sooner, because
     * it holds a server process.
     */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String address;
    private final PostgresConnections connections;
    private final ExecutorService threads;
    private final Work work;
    private final Semaphore turn = new Semaphore(1);
    private volatile @Nullable String diskFull;
    private volatile long lastNanos = System.nanoTime() - INTERVAL.toNanos();
    private volatile @Nullable Connection connection;

    /** The operation to run on the node. */
    @FunctionalInterface
    interface Work {
        void on(Statement statement) throws SQLException;
    }

    DiskProbe(String address, PostgresConnections connections, ExecutorService threads, Work work) {
        this.address = address;
        this.connections = connections;
        this.threads = threads;
        this.work = work;
    }

    /** Starts an operation, unless one is running or was started just now. Returns immediately. */
    void begin() {
        if (System.nanoTime() - lastNanos >= INTERVAL.toNanos() && turn.tryAcquire()) {
            lastNanos = System.nanoTime();
            threads.execute(() -> {
                try {
                    attempt();
                } finally {
                    turn.release();
                }
            });
        }
    }

    /** Error message of Postgres if the latest operation found no space; null otherwise. */
    @Nullable String diskFull() {
        return diskFull;
    }

    private void attempt() {
        try {
            Connection open = connection;
            if (open == null) {
                open = connections.open(address, LONGEST);
                connection = open;
            }
            try (Statement statement = open.createStatement()) {
                work.on(statement);
            }
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
