package io.rookery.launcher.postgres;

import io.rookery.launcher.process.LaunchException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Makes the commits of a primary wait for its standby, or stop waiting. */
final class SynchronousReplication {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration MAX_ENABLE = Duration.ofSeconds(5);

    private SynchronousReplication() {}

    /**
     * Verifies that the standby applies what the primary writes, by reading a token from it. That
     * it streams proves nothing: a standby whose data have diverged streams, too, and acknowledges
     * commits that it does not have.
     *
     * @throws LaunchException when the token does not arrive in time
     */
    static void verify(PostgresNode primary, PostgresNode standby, Duration atMost)
            throws SQLException {
        String token = UUID.randomUUID().toString();
        PostgresSession session = primary.session();
        session.execute("create table if not exists replication_token (token text not null)");
        session.execute("truncate replication_token");
        session.query("insert into replication_token values (?) returning token", token);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!readToken(standby).equals(token)) {
            if (!standby.isAlive() || System.nanoTime() > deadline) {
                throw new LaunchException(standby + " does not replicate " + primary);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static String readToken(PostgresNode standby) throws SQLException {
        PostgresSession session = standby.session();
        boolean exists = session.query("select to_regclass('replication_token')").isEmpty();
        return exists ? "" : session.query("select token from replication_token");
    }

    /**
     * Makes commits wait for a verified standby. When this returns, the standby has everything that
     * the primary has acknowledged, and will have everything that it is going to acknowledge.
     *
     * @throws LaunchException when the standby dies meanwhile or lags behind for seconds
     */
    static void enable(PostgresNode primary, PostgresNode standby) throws SQLException {
        PostgresSession session = primary.session();
        String name = standby.replicationName();
        set(session, "ANY 1 (" + name + ")");
        long deadline = System.nanoTime() + MAX_ENABLE.toNanos();
        await(
                session,
                "select sync_state = 'quorum' from pg_stat_replication where application_name = ?",
                standby,
                deadline,
                name);
        // Commits start to wait when the checkpointer has read the setting. It reads it before any
        // requested checkpoint. The code below waits for everything that was committed until then.
        session.execute("checkpoint");
        String position = session.query("select pg_current_wal_flush_lsn()");
        await(
                session,
                "select flush_lsn >= ?::text::pg_lsn from pg_stat_replication"
                        + " where application_name = ?",
                standby,
                deadline,
                position,
                name);
    }

    /** Releases the commits that wait. Later commits do not wait. */
    static void disable(PostgresNode primary) throws SQLException {
        set(primary.session(), "");
    }

    private static void set(PostgresSession session, String standbys) throws SQLException {
        session.execute("alter system set synchronous_standby_names = '" + standbys + "'");
        session.query("select pg_reload_conf()");
    }

    private static void await(
            PostgresSession session,
            String condition,
            PostgresNode standby,
            long deadline,
            String... parameters)
            throws SQLException {
        while (!session.query(condition, (Object[]) parameters).equals("t")) {
            if (!standby.isAlive() || System.nanoTime() > deadline) {
                throw new LaunchException(standby + " does not keep up");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
