package io.rookery.shard.transaction;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * A pool of fixed size. Callers queue for a turn before they ask HikariCP, so that a connection it
 * cannot give is a sign of an absent server, never of a busy one.
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
     * @param isStandby whether it is to servers that become primaries some day
     */
    ConnectionPool(String name, DataSource servers, int size, boolean isStandby) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(servers);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(size);
        config.setAutoCommit(false);
        // Said once and for all: what HikariCP cannot learn from its very first connection, because
        // that breaks meanwhile, it never asks again, and then it fails to set up any other.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        config.setInitializationFailTimeout(-1);
        if (isStandby) {
            // a promotion makes these connections ones to the primary; soon they are replaced
            config.setMaxLifetime(STANDBY_LIFETIME_MILLIS);
            config.setKeepaliveTime(0);
        }
        config.setExceptionOverride(new EvictDemoted());
        this.pool = new HikariDataSource(config);
        this.turns = new Semaphore(size, true);
        this.size = size;
    }

    /**
     * Uses a connection that does not commit by itself.
     *
     * @param waits whether to wait for the server when it has gone; before there has been any
     *     connection it is always waited for
     * @throws AttemptFailedException when there was none to be had
     */
    <T> T use(Deadline deadline, boolean waits, Use<T> use) throws AttemptFailedException {
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
                    connections.getTotalConnections() == 0 ? FailureKind.AWAY : FailureKind.SCARCE,
                    null);
        }
    }

    private <T> T use(Use<T> use) throws AttemptFailedException {
        Connection connection;
        try {
            connection = pool.getConnection();
            connectedOnce = true;
        } catch (SQLException failure) {
            throw new AttemptFailedException(FailureKind.AWAY, failure);
        }
        try {
            return use.with(connection);
        } finally {
            giveBack(connection);
        }
    }

    private void takeTurn(Deadline deadline) throws AttemptFailedException {
        try {
            if (!turns.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
                throw new AttemptFailedException(FailureKind.BUSY, null);
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt(); // noted and cleared by the loop of attempts
            throw new AttemptFailedException(FailureKind.BUSY, interrupt);
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException broken) {
            // the pool has taken note; whoever used the connection has met the failure already
        }
    }

    PoolUse inUse() {
        return new PoolUse(size - turns.availablePermits(), size, turns.getQueueLength());
    }

    /**
     * Makes all connections anew: those that lie idle now, and those in use once they are given
     * back. Found dead one by one, each would cost its finder half a second.
     */
    void forgetConnections() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** Closes once nobody uses it any more, or after a while; returns at once. */
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

    /** HikariCP evicts broken connections by itself, and keeps those to a demoted primary. */
    private static final class EvictDemoted implements SQLExceptionOverride {

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return FailureKind.of(failure) == FailureKind.AWAY
                    ? Override.MUST_EVICT
                    : Override.CONTINUE_EVICT;
        }
    }
}
