package io.rookery.launcher.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells whether a standby goes on confirming what its primary writes. One whose disk is full or
 * hangs may answer every question and confirm no commit.
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

    /** Nothing is known of the standby, or nothing any more. */
    synchronized void restart() {
        owed = 0;
        confirmed = 0;
        since = nanoTime.getAsLong();
    }

    /**
     * Takes note of what the primary said.
     *
     * @param written how far its log is on its own disk
     * @param nowConfirmed how far the standby has confirmed it; zero when it is not connected
     */
    synchronized void saw(long written, long nowConfirmed) {
        boolean progress = nowConfirmed > confirmed;
        // One that is no longer connected still has what it had.
        confirmed = Math.max(confirmed, nowConfirmed);
        if (progress || confirmed >= owed) {
            since = nanoTime.getAsLong();
        }
        if (confirmed >= owed) {
            owed = written;
        }
    }

    /** Whether the standby owes something, and has confirmed nothing at all for too long. */
    synchronized boolean haveCeased() {
        return confirmed < owed && nanoTime.getAsLong() - since > PATIENCE_NANOS;
    }
}
