package io.rookery.shard.transaction;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The deadline of a call, on the monotonic clock.
 *
 * @param nanoTime the moment, on the scale of {@link System#nanoTime()}
 */
record CallDeadline(long nanoTime) {

    private static final Duration LONGEST = Duration.ofDays(1);

    static CallDeadline in(Duration time) {
        Duration bounded = time.compareTo(LONGEST) < 0 ? time : LONGEST;
        return new CallDeadline(System.nanoTime() + bounded.toNanos());
    }

    /** Nanoseconds left; negative once it has passed. */
    long nanosLeft() {
        return nanoTime - System.nanoTime();
    }

    /** Sleeps for the time, but not beyond the deadline. */
    void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.min(time.toNanos(), nanosLeft()));
    }

    boolean hasPassed() {
        return nanosLeft() <= 0;
    }
}
