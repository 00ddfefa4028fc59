package io.rookery.launcher.postgres;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Probes one node on a session that is kept between the probes. Now and then it also checks that
 * the node accepts new sessions, because a server that is shutting down may refuse them for as long
 * as the old ones last.
 */
final class PostgresNodeProbe implements AutoCloseable {
    /** A server that has refused sessions for this long counts as silent. */
    private static final Duration MAX_REFUSAL = Duration.ofSeconds(60);

    /**
     * The number of probes between two checks with a new session. About two seconds, at the
     * interval of {@link io.rookery.launcher.process.Probe}.
     */
    private static final int QUESTIONS_FOR_A_NEW_SESSION = 8;

    private static final String CANNOT_CONNECT_NOW = "57P03";

    private final int port;
    private final String password;
    private final KeptSession session;
    private final LongSupplier nanoTime;
    private int questions;
    private boolean refusesNewSessions;
    private long refusedSince;

    PostgresNodeProbe(int port, String password) {
        this(port, password, System::nanoTime);
    }

    /** With another clock for the time that the server has refused sessions. */
    PostgresNodeProbe(int port, String password, LongSupplier nanoTime) {
        this.port = port;
        this.password = password;
        this.session = new KeptSession(port, password);
        this.nanoTime = nanoTime;
    }

    /**
     * Returns false when the server does not answer in time, or serves its old sessions and refuses
     * new ones because it is shutting down. Returns true also when it refuses connections because
     * it is still starting, for at most a minute.
     */
    synchronized boolean answers(Duration limit) {
        if (session.isOpen() && isStopping(limit)) {
            return false;
        }
        try {
            session.ask(limit, "select 1");
            refusedSince = 0;
            return true;
        } catch (SQLException e) {
            refusesNewSessions = false;
            return !isTimeout(e) && isPatient();
        }
    }

    private boolean isStopping(Duration limit) {
        questions++;
        if (refusesNewSessions || questions % QUESTIONS_FOR_A_NEW_SESSION == 0) {
            try (var another = PostgresSession.open(port, "postgres", password, limit)) {
                refusesNewSessions = another.isClosed();
            } catch (SQLException e) {
                refusesNewSessions = isStopping(e);
            }
        }
        return refusesNewSessions;
    }

    /** A server that is starting up uses the same error code. */
    private static boolean isStopping(SQLException refusal) {
        String message = refusal.getMessage();
        return CANNOT_CONNECT_NOW.equals(refusal.getSQLState())
                && message != null
                && message.contains("shutting down");
    }

    private boolean isPatient() {
        if (refusedSince == 0) {
            refusedSince = nanoTime.getAsLong();
        }
        return nanoTime.getAsLong() - refusedSince < MAX_REFUSAL.toNanos();
    }

    private static boolean isTimeout(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized void close() {
        session.close();
    }
}
