package io.rookery.launcher.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Exponential back-off between retries: the pause doubles after each failure, up to a limit. */
final class ExponentialBackoff {
    private final long first;
    private final long longest;
    private final LongSupplier nanoTime;
    private long pause;
    private long failedAt;

    ExponentialBackoff(Duration first, Duration longest, LongSupplier nanoTime) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
        this.nanoTime = nanoTime;
    }

    synchronized void failed() {
        pause = pause == 0 ? first : Math.min(2 * pause, longest);
        failedAt = nanoTime.getAsLong();
    }

    synchronized void succeeded() {
        pause = 0;
    }

    /** Whether the next try may start now. */
    synchronized boolean isOver() {
        return pause == 0 || nanoTime.getAsLong() - failedAt >= pause;
    }
}
