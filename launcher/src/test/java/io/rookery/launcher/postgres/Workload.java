package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Writers that retry each insert until it is acknowledged, and record the acknowledged ones. */
final class Workload {
    private static final int WRITERS = 4;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final String url;
    private final AtomicLong numbers = new AtomicLong();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();

    Workload(String jdbcUrl) throws SQLException {
        this.url =
                jdbcUrl
                        + "&user=rookery_feed&password=rookery&connectTimeout=1&socketTimeout=2"
                        + "&loginTimeout=6&hostRecheckSeconds=0&sslmode=disable&gssEncMode=disable";
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("create schema if not exists feed");
            statement.execute("create table feed.written (number bigint primary key)");
        }
    }

    Run start() {
        return new Run();
    }

    void assertThatNothingIsLost() throws SQLException {
        var found = new HashSet<Long>();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select number from feed.written")) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        assertThat(found).containsAll(acknowledged);
    }

    final class Run implements AutoCloseable {
        private volatile boolean closed;
        private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

        Run() {
            for (int i = 0; i < WRITERS; i++) {
                writers.execute(this::write);
            }
        }

        /** Waits until the writers have written 25 more rows each on average. */
        void awaitProgress() {
            int goal = acknowledged.size() + 25 * WRITERS;
            await().atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> acknowledged.size() >= goal);
        }

        private void write() {
            Connection connection = null;
            while (!closed) {
                long number = numbers.incrementAndGet();
                boolean written = false;
                while (!written && !closed) {
                    try {
                        if (connection == null) {
                            connection = DriverManager.getConnection(url);
                        }
                        insert(connection, number);
                        acknowledged.add(number);
                        written = true;
                    } catch (SQLException _) {
                        hangUp(connection);
                        connection = null;
                    }
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
            hangUp(connection);
        }

        @Override
        public void close() {
            closed = true;
            writers.close();
        }
    }

    private static void insert(Connection connection, long number) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "insert into feed.written values (?) on conflict do nothing")) {
            statement.setLong(1, number);
            statement.executeUpdate();
            if (statement.getWarnings() != null) {
                throw statement.getWarnings();
            }
        }
    }

    private static void hangUp(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException _) {
            // The connection is broken anyway.
        }
    }
}
