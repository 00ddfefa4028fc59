package io.rookery.launcher.postgres;

import java.time.Duration;

/**
 * Decides whether a disk is full, from how much space it was seen to have. It is full when it has
 * lacked the space to continue for too long. All times are readings of {@link System#nanoTime()}.
 */
final class DiskRoom {
    /**
     * The size in bytes of a log segment. Without space for the next segment, Postgres crashes when
     * it needs one.
     */
    private static final long FULL_BELOW = 16L << 20;

    /**
     * Space may be freed in this time, and a client that probes the node learns the reason from the
     * node itself. A write that finds no space in this time is retried.
     */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    private long lastRoom;

    /** A disk with room at that time. */
    DiskRoom(long nanoTime) {
        this.lastRoom = nanoTime;
    }

    /**
     * Whether the disk is full.
     *
     * @param nanoTime when the space was asked for, not before the last time
     * @param free the bytes that it has left
     */
    boolean isFull(long nanoTime, long free) {
        if (free >= FULL_BELOW) {
            lastRoom = nanoTime;
        }
        return nanoTime - lastRoom > PATIENCE_NANOS;
    }
}
