package io.rookery.shard.transaction;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection pool of fixed size. Callers wait in a queue before they ask HikariCP. If HikariCP
 * then cannot give a connection, the server is unavailable, never just busy.
 */
final class ConnectionPool {

    private static final long CONNECTION_TIMEOUT_MILLIS = 750;
    private static final long VALIDATION_TIMEOUT_MILLIS = 500;
    private static final long STANDBY_LIFETIME_MILLIS = 60_000;
    private static final long RETIREMENT_SECONDS = 10;

    private final HikariDataSource pool;
    private final Semaphore turns;
    private final int size;
    private volatile boolean connectedOnce;

    /**
     * @param isStandby whether the pool is for standbys, which may become primaries
     * @param metrics gets the metrics of the pool; null for none
     */
    ConnectionPool(
            String name,
            DataSource servers,
            int size,
            boolean isStandby,
            @Nullable MetricsTrackerFactory metrics) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(servers);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(size);
        config.setAutoCommit(false);
        // Set explicitly: HikariCP reads it from its very first connection only. If that connection
        // breaks meanwhile, HikariCP never reads it again, and then it fails to set up any other.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        config.setInitializationFailTimeout(-1);
        if (isStandby) {
            // a promotion turns these into connections to the primary; the lifetime soon replaces
            // them
            config.setMaxLifetime(STANDBY_LIFETIME_MILLIS);
            config.setKeepaliveTime(0);
        }
        config.setExceptionOverride(new EvictDemoted());
        if (metrics != null) {
            config.setMetricsTrackerFactory(metrics);
        }
        this.pool = new HikariDataSource(config);
        this.turns = new Semaphore(size, true);
        this.size = size;
    }

    /**
     * Runs an operation on a connection that does not auto-commit.
     *
     * @param waits whether to wait for the server when it is down; before the first connection the
     *     call always waits
     * @throws AttemptFailedException when no connection was available, or the operation throws it
     */
    <T> T use(CallDeadline deadline, boolean waits, Use<T> use) throws AttemptFailedException {
        takeTurn(deadline);
        try {
            if (!waits && connectedOnce) {
                refuseToWait();
            }
            return use(use);
        } finally {
            turns.release();
        }
    }

    private void refuseToWait() throws AttemptFailedException {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        if (connections.getIdleConnections() == 0) {
            throw new AttemptFailedException(
                    connections.getTotalConnections() == 0
                            ? FailureKind.UNAVAILABLE
                            : FailureKind.POOL_EXHAUSTED,
                    null);
        }
    }

    private <T> T use(Use<T> use) throws AttemptFailedException {
        Connection connection;
        try {
            connection = pool.getConnection();
            connectedOnce = true;
        } catch (SQLException failure) {
            throw new AttemptFailedException(FailureKind.UNAVAILABLE, failure);
        }
        try {
            return use.with(connection);
        } finally {
            giveBack(connection);
        }
    }

    private void takeTurn(CallDeadline deadline) throws AttemptFailedException {
        try {
            if (!turns.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
                throw new AttemptFailedException(FailureKind.BUSY, null);
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt(); // the retry loop records and clears it
            throw new AttemptFailedException(FailureKind.BUSY, interrupt);
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException broken) {
            // the pool has noticed; the user of the connection has met the failure already
        }
    }

    PoolUse inUse() {
        return new PoolUse(size - turns.availablePermits(), size, turns.getQueueLength());
    }

    /**
     * Replaces all connections: the idle ones now, and those in use once they are given back.
     * Otherwise each dead connection would cost the caller that finds it half a second.
     */
    void forgetConnections() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** Closes the pool once no caller uses it any more, or after 10 s; returns immediately. */
    void retire() {
        Thread.ofVirtual()
                .name("retire-" + pool.getPoolName())
                .start(() -> {
                    try {
                        turns.tryAcquire(size, RETIREMENT_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException impatient) {
                        Thread.currentThread().interrupt();
                    } finally {
                        pool.close();
                    }
                });
    }

    void close() {
        pool.close();
    }

    @FunctionalInterface
    interface Use<T> {
        T with(Connection connection) throws AttemptFailedException;
    }

    /**
     * Evicts connections to a demoted primary. HikariCP by itself evicts broken connections only.
     */
    private static final class EvictDemoted implements SQLExceptionOverride {

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return FailureKind.of(failure) == FailureKind.UNAVAILABLE
                    ? Override.MUST_EVICT
                    : Override.CONTINUE_EVICT;
        }
    }
}
