package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connects to whichever host takes the connection, beginning with the one that did so last. One that
 * refuses gives its turn to the next; one that says nothing is no longer waited for alone after a
 * while, but goes on in the race, so that a host behind a dead link does not keep others out (as
 * addresses are raced in RFC 8305). Thread-safe.
 */
final class RacingDataSource extends AbstractDataSource {

    private final List<? extends DataSource> hosts;
    private final Duration headStart;
    private volatile int preferred;

    /**
     * @param hosts each to one host; every attempt must end by itself
     * @param headStart how long a host is waited for alone
     */
    RacingDataSource(List<? extends DataSource> hosts, Duration headStart) {
        this.hosts = List.copyOf(hosts);
        this.headStart = headStart;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return new Race().run();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    private final class Race {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition arrival = lock.newCondition();
        private final Queue<Arrival> arrivals = new ArrayDeque<>();
        private boolean isOver;

        Connection run() throws SQLException {
            int first = preferred;
            int started = 0;
            int failed = 0;
            @Nullable SQLException last = null;
            try {
                while (failed < hosts.size()) {
                    if (started < hosts.size()) {
                        start((first + started) % hosts.size());
                        started++;
                    }
                    Arrival next = await(started < hosts.size());
                    while (next != null) {
                        if (next.connection() != null) {
                            preferred = next.host();
                            return next.connection();
                        }
                        failed++;
                        last = next.failure();
                        next = poll();
                    }
                }
            } finally {
                end();
            }
            throw last == null ? new SQLException("There is no host", "08001") : last;
        }

        private void start(int host) {
            Thread.ofVirtual().name("connects").start(() -> {
                try {
                    arrive(new Arrival(host, hosts.get(host).getConnection(), null));
                } catch (SQLException failure) {
                    arrive(new Arrival(host, null, failure));
                } catch (RuntimeException unexpected) {
                    arrive(new Arrival(host, null, new SQLException(unexpected)));
                }
            });
        }

        private void arrive(Arrival arrived) {
            lock.lock();
            try {
                if (!isOver) {
                    arrivals.add(arrived);
                    arrival.signal();
                    return;
                }
            } finally {
                lock.unlock();
            }
            arrived.discard();
        }

        /** The next arrival; null when a further host may start first. */
        private @Nullable Arrival await(boolean maySendAnother) throws SQLException {
            lock.lock();
            try {
                long left = headStart.toNanos();
                while (arrivals.isEmpty() && left > 0) {
                    if (maySendAnother) {
                        left = arrival.awaitNanos(left);
                    } else {
                        arrival.await();
                    }
                }
                return arrivals.poll();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                throw new SQLException("Interrupted while connecting", "08001", closing);
            } finally {
                lock.unlock();
            }
        }

        private @Nullable Arrival poll() {
            lock.lock();
            try {
                return arrivals.poll();
            } finally {
                lock.unlock();
            }
        }

        /** Whoever arrives later, or at the same moment, is not needed. */
        private void end() {
            lock.lock();
            try {
                isOver = true;
                arrivals.forEach(Arrival::discard);
            } finally {
                lock.unlock();
            }
        }
    }

    /** How the attempt at a host ended: with a connection or a failure. */
    private record Arrival(
            int host, @Nullable Connection connection, @Nullable SQLException failure) {

        void discard() {
            if (connection != null) {
                try {
                    connection.close();
                } catch (SQLException broken) {
                    // nobody wanted it
                }
            }
        }
    }
}
