package io.rookery.worker;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/**
 * Exponential back-off with jitter: the pause doubles with each failed attempt up to the longest
 * one, and up to half of it is random, so that instances do not try again in step. Immutable.
 */
public final class BackOff {

    private static final double DOUBLED = 2;

    /** The middle of a pause between half of the time and all of it, and the deviation from it. */
    private static final double MIDDLE = 0.75;

    private static final double DEVIATION = 1.0 / 3;

    /** More attempts than this change nothing: the pause has its greatest length long before. */
    private static final int MOST_ATTEMPTS = 60;

    private final IntervalFunction limits;

    private BackOff(IntervalFunction limits) {
        this.limits = limits;
    }

    /**
     * Creates a back-off.
     *
     * @param first the longest pause after the first failed attempt; at least 10 ms
     * @param longest the longest pause of all
     */
    public static BackOff of(Duration first, Duration longest) {
        return new BackOff(
                IntervalFunction.ofExponentialBackoff(
                        first.toMillis(), DOUBLED, longest.toMillis()));
    }

    /**
     * Returns the pause before the next attempt.
     *
     * @param failures number of attempts that have failed, from 1
     */
    public Duration after(int failures) {
        long limit = limits.apply(Math.min(failures, MOST_ATTEMPTS));
        return Duration.ofMillis(
                IntervalFunction.ofRandomized(Math.round(limit * MIDDLE), DEVIATION).apply(1));
    }
}
