package io.rookery.storage.monitoring.probe;

import java.time.Duration;
import java.time.Instant;

/** Difference between another clock and ours. */
final class ClockSkew {

    private ClockSkew() {}

    /**
     * How far the other clock is ahead, beyond what the round-trip time can explain; negative if it
     * is behind.
     */
    static Duration of(Instant asked, Instant there, Instant answered) {
        if (there.isBefore(asked)) {
            return Duration.between(asked, there);
        }
        return there.isAfter(answered) ? Duration.between(answered, there) : Duration.ZERO;
    }
}
