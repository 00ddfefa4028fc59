package io.rookery.launcher.postgres;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A superuser's session on one node that is kept open between queries. A new session costs the
 * server a process, and both sides some milliseconds for the password. After a failed query, the
 * next one opens a new session.
 */
final class KeptSession implements AutoCloseable {

    private final int port;
    private final String password;
    private @Nullable PostgresSession session;

    KeptSession(int port, String password) {
        this.port = port;
        this.password = password;
    }

    /**
     * Queries one text, see {@link PostgresSession#query}.
     *
     * @param limit timeout for the connect, and for the answer
     */
    synchronized String ask(Duration limit, String sql, Object... parameters) throws SQLException {
        try {
            PostgresSession present = session;
            if (present == null) {
                present = PostgresSession.open(port, "postgres", password, limit);
                session = present;
            }
            present.limit(limit);
            return present.query(sql, parameters);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    /** Whether there is a session, which the server may have ended meanwhile. */
    synchronized boolean isOpen() {
        return session != null;
    }

    @Override
    public synchronized void close() {
        PostgresSession present = session;
        session = null;
        if (present != null) {
            present.close();
        }
    }
}
