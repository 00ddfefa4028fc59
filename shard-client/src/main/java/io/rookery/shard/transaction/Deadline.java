package io.rookery.shard.transaction;

import java.time.Duration;

/**
 * When a call gives up, by the clock that only goes forward.
 *
 * @param nanoTime the moment, on the scale of {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {

    private static final Duration LONGEST = Duration.ofDays(1);

    static Deadline in(Duration time) {
        Duration bounded = time.compareTo(LONGEST) < 0 ? time : LONGEST;
        return new Deadline(System.nanoTime() + bounded.toNanos());
    }

    /** Nanoseconds left; negative once it has passed. */
    long nanosLeft() {
        return nanoTime - System.nanoTime();
    }

    boolean hasPassed() {
        return nanosLeft() <= 0;
    }
}
