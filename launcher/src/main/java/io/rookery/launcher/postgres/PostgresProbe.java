package io.rookery.launcher.postgres;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Asks one node whether it answers, on a session that is kept between the questions, and now and
 * then whether it takes new sessions: one that was told to stop may refuse them for as long as the
 * old ones last.
 */
final class PostgresProbe implements AutoCloseable {
    /** A server that has refused sessions for so long is no better than a silent one. */
    private static final Duration MAX_REFUSAL = Duration.ofSeconds(60);

    /** About two seconds, at the pace of {@link io.rookery.launcher.process.Probe}. */
    private static final int QUESTIONS_FOR_A_NEW_SESSION = 8;

    private static final String CANNOT_CONNECT_NOW = "57P03";

    private final int port;
    private final String password;
    private final KeptSession session;
    private int questions;
    private boolean refusesNewSessions;
    private long refusedSince;

    PostgresProbe(int port, String password) {
        this.port = port;
        this.password = password;
        this.session = new KeptSession(port, password);
    }

    /**
     * False when the server keeps silent for the time, or serves its old sessions and refuses new
     * ones; true also when it refuses to answer yet.
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

    /** One that is only starting says so by the same code. */
    private static boolean isStopping(SQLException refusal) {
        String message = refusal.getMessage();
        return CANNOT_CONNECT_NOW.equals(refusal.getSQLState())
                && message != null
                && message.contains("shutting down");
    }

    private boolean isPatient() {
        if (refusedSince == 0) {
            refusedSince = System.nanoTime();
        }
        return System.nanoTime() - refusedSince < MAX_REFUSAL.toNanos();
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
