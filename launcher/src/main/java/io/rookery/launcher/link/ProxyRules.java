package io.rookery.launcher.link;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The current faults of one connection: which directions are open, and the delay. Thread-safe. */
final class ProxyRules {
    private final Set<Direction> open = EnumSet.allOf(Direction.class);
    private Duration delay = Duration.ZERO;

    /** Changes the faults, also for bytes in flight. */
    synchronized void allow(Set<Direction> directions, Duration newDelay) {
        open.clear();
        open.addAll(directions);
        delay = newDelay;
        notifyAll();
    }

    /** Whether bytes that depart now arrive immediately. */
    synchronized boolean passes(Direction direction) {
        return delay.isZero() && open.contains(direction);
    }

    /**
     * Waits until bytes that have departed may arrive.
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
