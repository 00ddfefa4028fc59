package io.rookery.launcher.process;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bounds how often something is restarted, so that what cannot run is not tried in a hot loop. */
public final class RestartBudget {
    private final int limit;
    private final Duration window;
    private final InstantSource clock;
    private final Deque<Instant> restarts = new ArrayDeque<>();

    /** At most so many restarts in any window. */
    public RestartBudget(int limit, Duration window, InstantSource clock) {
        this.limit = limit;
        this.window = window;
        this.clock = clock;
    }

    /** Twenty restarts a minute: far above any failure test, far below a hot loop. */
    public static RestartBudget standard() {
        return new RestartBudget(20, Duration.ofMinutes(1), InstantSource.system());
    }

    /** Whether another restart is allowed now. */
    public boolean allows() {
        return !untilAllowed().isPositive();
    }

    /** How long it takes until another restart is allowed; zero if it is now. */
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
