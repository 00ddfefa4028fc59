package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connects to the first host that accepts, and retries while none does. HikariCP by itself would
 * back off up to 5 s between its tries, and find a promoted standby seconds too late. The host that
 * accepted the last connection begins. The others join when it fails, or has not answered for a
 * while (as addresses are raced in RFC 8305), so that a dead link to one host does not delay the
 * connection to its successor. When another host is found to be the primary, the connections to all
 * others are aborted, because no response would ever come on them. Thread-safe.
 */
final class RacingDataSource extends AbstractDataSource {

    private final List<HostConnections> hosts;
    private final boolean isExclusive;
    private final ConnectionValidator admission;
    private final Duration headStart;
    private final Duration interval;
    private final Duration patience;
    private volatile int preferred;

    /**
     * @param hosts one data source for each host
     * @param isExclusive whether at most one of the hosts is the right one at a time
     * @param admission checks each new connection
     * @param headStart how long a host is waited for before the next one joins
     * @param interval time between two tries at a host at first; later a tenth of the time spent
     *     already, and at most four times this
     * @param patience time after which the last failure is thrown
     */
    RacingDataSource(
            List<? extends DataSource> hosts,
            boolean isExclusive,
            ConnectionValidator admission,
            Duration headStart,
            Duration interval,
            Duration patience) {
        this.hosts = hosts.stream().map(HostConnections::new).toList();
        this.isExclusive = isExclusive;
        this.admission = admission;
        this.headStart = headStart;
        this.interval = interval;
        this.patience = patience;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return new Race().run();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    /** Ignored: HikariCP would set it below the time that several responses may take. */
    @Override
    public void setLoginTimeout(int seconds) {}

    /** How many seconds HikariCP waits, at closing, for a connection that is being made. */
    @Override
    public int getLoginTimeout() {
        return 1;
    }

    /** The index of the host that accepted the last connection. */
    int preferred() {
        return preferred;
    }

    /**
     * Prefers the host from now on. If at most one host is the right one, aborts the connections to
     * the others: callers that wait for a response there must retry.
     */
    void prefer(int host) {
        preferred = host;
        if (isExclusive) {
            for (int other = 0; other < hosts.size(); other++) {
                if (other != host) {
                    hosts.get(other).abort();
                }
            }
        }
    }

    private Connection admitted(int host) throws SQLException {
        Connection connection = hosts.get(host).getConnection();
        try {
            if (admission.replacesOthers(connection)) {
                prefer(host);
            }
            return connection;
        } catch (SQLException | RuntimeException refused) {
            try {
                connection.close();
            } catch (SQLException broken) {
                refused.addSuppressed(broken);
            }
            throw refused;
        }
    }

    private final class Race {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition change = lock.newCondition();
        private final List<Thread> runners = new ArrayList<>();
        private boolean isOver;
        private boolean hasLatestFailed;
        private @Nullable Connection winner;
        private @Nullable SQLException last;
        private @Nullable SQLException hopeless;

        Connection run() throws SQLException {
            CallDeadline deadline = CallDeadline.in(patience);
            int first = preferred;
            lock.lock();
            try {
                for (int next = 0; next < hosts.size() && isUndecided(); next++) {
                    start((first + next) % hosts.size());
                    boolean isLast = next == hosts.size() - 1;
                    await(isLast ? deadline : CallDeadline.in(headStart), !isLast);
                }
                return result();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                throw new SQLException(
                        "Interrupted while connecting",
                        PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState(),
                        closing);
            } finally {
                isOver = true;
                runners.forEach(Thread::interrupt);
                lock.unlock();
            }
        }

        private boolean isUndecided() {
            return winner == null && hopeless == null;
        }

        private Connection result() throws SQLException {
            if (winner != null) {
                return winner;
            }
            if (hopeless != null) {
                throw hopeless;
            }
            throw last == null
                    ? new SQLException(
                            "No host answers", PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState())
                    : last;
        }

        private void await(CallDeadline deadline, boolean mayOthersJoin)
                throws InterruptedException {
            long left = deadline.nanosLeft();
            while (isUndecided() && !(mayOthersJoin && hasLatestFailed) && left > 0) {
                left = change.awaitNanos(left);
            }
        }

        private void start(int host) {
            hasLatestFailed = false;
            Thread runner = Thread.ofVirtual().name("connects").unstarted(() -> attempts(host));
            runners.add(runner);
            runner.start();
        }

        private void attempts(int host) {
            long began = System.nanoTime();
            try {
                while (!isDecidedAfter(host)) {
                    TimeUnit.NANOSECONDS.sleep(pauseAfter(System.nanoTime() - began));
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        /** Backs off, because a try costs the server more processor time than a query does. */
        private long pauseAfter(long spentNanos) {
            long first = interval.toNanos();
            return Math.clamp(spentNanos / 10, first, 4 * first);
        }

        /** Makes one attempt; returns true when no further one is needed. */
        private boolean isDecidedAfter(int host) {
            try {
                return arrived(host, admitted(host));
            } catch (SQLException failure) {
                return failed(failure);
            } catch (RuntimeException unexpected) {
                return failed(new SQLException(unexpected));
            }
        }

        private boolean arrived(int host, Connection connection) {
            lock.lock();
            try {
                if (!isOver && winner == null) {
                    winner = connection;
                    if (preferred != host) {
                        prefer(host);
                    }
                    change.signal();
                    return true;
                }
            } finally {
                lock.unlock();
            }
            try {
                connection.close();
            } catch (SQLException broken) {
                // it lost the race
            }
            return true;
        }

        private boolean failed(SQLException failure) {
            lock.lock();
            try {
                last = failure;
                hasLatestFailed = true;
                if (FailureKind.of(failure) == FailureKind.WORK) {
                    hopeless = failure;
                }
                change.signal();
                return isOver || hopeless != null;
            } finally {
                lock.unlock();
            }
        }
    }
}
