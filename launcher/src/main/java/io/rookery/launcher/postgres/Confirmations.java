package io.rookery.launcher.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Detects a standby that no longer confirms what its primary writes. A standby whose disk is full
 * or hangs may still answer every probe, and yet confirm no commit.
 */
final class Confirmations {
    /** Long enough for a disk that is merely busy. */
    private static final long PATIENCE_NANOS = Duration.ofMillis(2500).toNanos();

    private final LongSupplier nanoTime;
    private long owed;
    private long confirmed;
    private long since;

    Confirmations(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        restart();
    }

    /** Forgets what is known of the standby. */
    synchronized void restart() {
        owed = 0;
        confirmed = 0;
        since = nanoTime.getAsLong();
    }

    /**
     * Records the positions that the primary reported.
     *
     * @param written how much of its log is on its own disk
     * @param nowConfirmed how much of it the standby has confirmed; zero when it is not connected
     */
    synchronized void saw(long written, long nowConfirmed) {
        boolean progress = nowConfirmed > confirmed;
        // A standby that has disconnected still has what it confirmed.
        confirmed = Math.max(confirmed, nowConfirmed);
        if (progress || confirmed >= owed) {
            since = nanoTime.getAsLong();
        }
        if (confirmed >= owed) {
            owed = written;
        }
    }

    /**
     * Whether confirmations are outstanding and the standby has confirmed nothing at all for too
     * long.
     */
    synchronized boolean haveCeased() {
        return confirmed < owed && nanoTime.getAsLong() - since > PATIENCE_NANOS;
    }
}
