package io.rookery.storage.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a node's disk has room left, by a query whose intermediate result is too large
 * for the memory that it may use, and goes to the disk. That is possible on a standby, too, and
 * fails long before the node dies: the log has segments in store. On a connection apart, for it may
 * hang when the disk does; one query at a time.
 */
final class RoomCheck implements AutoCloseable {

    private static final String DISK_FULL = "53100";
    private static final String LITTLE_MEMORY = "set work_mem = '64kB'";

    /** Some 300 KiB. */
    private static final String QUERY = "select count(*) from generate_series(1, 20000)";

    private static final Duration INTERVAL = Duration.ofMillis(900);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String address;
    private final PostgresConnections connections;
    private final ExecutorService threads;
    private final Semaphore turn = new Semaphore(1);
    private volatile @Nullable String diskFull;
    private volatile long lastNanos = System.nanoTime() - INTERVAL.toNanos();
    private volatile @Nullable Connection connection;

    RoomCheck(String address, PostgresConnections connections, ExecutorService threads) {
        this.address = address;
        this.connections = connections;
        this.threads = threads;
    }

    /** Begins a check, unless one is under way or was made just now; returns at once. */
    void begin() {
        if (System.nanoTime() - lastNanos >= INTERVAL.toNanos() && turn.tryAcquire()) {
            lastNanos = System.nanoTime();
            threads.execute(() -> {
                try {
                    check();
                } finally {
                    turn.release();
                }
            });
        }
    }

    /** What Postgres said when the latest check found no room; null when there was some. */
    @Nullable String diskFull() {
        return diskFull;
    }

    private void check() {
        try {
            Connection open = connection;
            if (open == null) {
                open = connections.open(address, LONGEST);
                connection = open;
            }
            try (Statement statement = open.createStatement()) {
                statement.execute(LITTLE_MEMORY);
                statement.execute(QUERY);
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
