package io.rookery.launcher.postgres;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks one node whether it answers, on a session that is kept between the questions. */
final class PostgresProbe implements AutoCloseable {
    /** A server that has refused sessions for so long is no better than a silent one. */
    private static final Duration MAX_REFUSAL = Duration.ofSeconds(60);

    private final int port;
    private final String password;
    private @Nullable PostgresSession session;
    private long refusedSince;

    PostgresProbe(int port, String password) {
        this.port = port;
        this.password = password;
    }

    /** False when the server keeps silent for the time, true also when it refuses to answer yet. */
    synchronized boolean answers(Duration limit) {
        PostgresSession present = session;
        try {
            if (present == null) {
                present = PostgresSession.open(port, "postgres", password, limit);
                session = present;
            }
            present.limit(limit);
            present.query("select 1");
            refusedSince = 0;
            return true;
        } catch (SQLException e) {
            close();
            return !isTimeout(e) && isPatient();
        }
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
        PostgresSession present = session;
        session = null;
        if (present != null) {
            present.close();
        }
    }
}
