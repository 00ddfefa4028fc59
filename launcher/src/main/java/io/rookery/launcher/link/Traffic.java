package io.rookery.launcher.link;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a link lets pass at the moment; thread-safe. */
final class Traffic {
    private final Set<Direction> open = EnumSet.allOf(Direction.class);
    private Duration delay = Duration.ZERO;

    /** From now on this holds, for what is under way, too. */
    synchronized void allow(Set<Direction> directions, Duration newDelay) {
        open.clear();
        open.addAll(directions);
        delay = newDelay;
        notifyAll();
    }

    /** Whether what departs at this moment arrives at once. */
    synchronized boolean passes(Direction direction) {
        return delay.isZero() && open.contains(direction);
    }

    /**
     * Returns when what has departed may arrive.
     *
     * @param departure a reading of {@link System#nanoTime()}
     */
    synchronized void awaitArrival(Direction direction, long departure)
            throws InterruptedException {
        long remaining = remaining(departure);
        while (remaining > 0 || !open.contains(direction)) {
            if (open.contains(direction)) {
                TimeUnit.NANOSECONDS.timedWait(this, remaining);
            } else {
                wait();
            }
            remaining = remaining(departure);
        }
    }

    private long remaining(long departure) {
        return delay.toNanos() - (System.nanoTime() - departure);
    }
}
