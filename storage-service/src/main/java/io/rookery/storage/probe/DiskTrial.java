package io.rookery.storage.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * About once a second, has a node do something that needs its disk, and remembers whether there was
 * room for it. On a connection apart, for it may hang when the disk does; one at a time.
 */
final class DiskTrial implements AutoCloseable {

    private static final String DISK_FULL = "53100";
    private static final Duration INTERVAL = Duration.ofMillis(900);

    /** A commit that waits for its standby is given up no sooner: it holds a server process. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String address;
    private final PostgresConnections connections;
    private final ExecutorService threads;
    private final Work work;
    private final Semaphore turn = new Semaphore(1);
    private volatile @Nullable String diskFull;
    private volatile long lastNanos = System.nanoTime() - INTERVAL.toNanos();
    private volatile @Nullable Connection connection;

    /** What the node is to do. */
    @FunctionalInterface
    interface Work {
        void on(Statement statement) throws SQLException;
    }

    DiskTrial(String address, PostgresConnections connections, ExecutorService threads, Work work) {
        this.address = address;
        this.connections = connections;
        this.threads = threads;
        this.work = work;
    }

    /** Begins one, unless one is under way or was made just now; returns at once. */
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

    /** What Postgres said when the latest one found no room; null when there was some. */
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
