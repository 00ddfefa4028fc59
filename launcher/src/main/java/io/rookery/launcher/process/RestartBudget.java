package io.rookery.launcher.process;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limits how often a process is restarted, so that one that cannot run does not restart in a hot
 * loop.
 */
public final class RestartBudget {
    private final int limit;
    private final Duration window;
    private final InstantSource clock;
    private final Deque<Instant> restarts = new ArrayDeque<>();

    /** Allows at most {@code limit} restarts in any window. */
    public RestartBudget(int limit, Duration window, InstantSource clock) {
        this.limit = limit;
        this.window = window;
        this.clock = clock;
    }

    /**
     * Twenty restarts per minute: far more than any failure test needs, far fewer than a hot loop.
     */
    public static RestartBudget standard() {
        return new RestartBudget(20, Duration.ofMinutes(1), InstantSource.system());
    }

    /** Whether another restart is allowed now. */
    public boolean allows() {
        return !untilAllowed().isPositive();
    }

    /** The time until another restart is allowed. Zero if it is allowed now. */
    synchronized Duration untilAllowed() {
        Instant now = clock.instant();
        while (!restarts.isEmpty() && !restarts.getFirst().plus(window).isAfter(now)) {
            restarts.removeFirst();
        }
        return restarts.size() < limit
                ? Duration.ZERO
                : Duration.between(now, restarts.getFirst().plus(window));
    }

    /** Counts a restart. */
    public synchronized void spend() {
        restarts.addLast(clock.instant());
        if (restarts.size() > limit) {
            restarts.removeFirst();
        }
    }
}
