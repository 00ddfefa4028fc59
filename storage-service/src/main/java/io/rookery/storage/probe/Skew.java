package io.rookery.storage.probe;

import java.time.Duration;
import java.time.Instant;

/** How far another clock is from ours. */
final class Skew {

    private Skew() {}

    /** By how much the other clock is ahead, as far as the time between cannot explain it. */
    static Duration of(Instant asked, Instant there, Instant answered) {
        if (there.isBefore(asked)) {
            return Duration.between(asked, there);
        }
        return there.isAfter(answered) ? Duration.between(answered, there) : Duration.ZERO;
    }
}
