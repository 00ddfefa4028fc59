package io.rookery.kit.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration MARGIN = Duration.ofMinutes(10);

    @Test
    void leavesTheMarginToWhoeverAsks() {
        assertThat(Deadline.after(Duration.ofHours(2)).remainingFor(MARGIN))
                .isBetween(Duration.ofMinutes(100), Duration.ofMinutes(110));
    }

    @Test
    void leavesNoMoreThanAQuarterOfAShortTime() {
        assertThat(Deadline.after(Duration.ofMinutes(20)).remainingFor(MARGIN))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(15));
    }

    @Test
    void leavesNothingOnceItHasPassed() {
        assertThat(Deadline.after(Duration.ZERO).remainingFor(MARGIN)).isZero();
    }

    @Test
    void isNeverLaterThanTheOneInForce() {
        Deadline.run(
                Duration.ofMinutes(1),
                () ->
                        Deadline.run(
                                Duration.ofHours(1),
                                () ->
                                        assertThat(Deadline.current().remaining())
                                                .isLessThanOrEqualTo(Duration.ofMinutes(1))));
    }
}
