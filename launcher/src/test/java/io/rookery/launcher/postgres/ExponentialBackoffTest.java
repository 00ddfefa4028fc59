package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExponentialBackoffTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);
    private final ExponentialBackoff backOff =
            new ExponentialBackoff(Duration.ofSeconds(1), Duration.ofSeconds(5), now::get);

    @Test
    void doublesThePauseWithEachFailureUpToTheLongest() {
        assertThat(backOff.isOver()).isTrue();
        for (int seconds : new int[] {1, 2, 4, 5, 5}) {
            backOff.failed();
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(backOff.isOver()).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(backOff.isOver()).isTrue();
        }
    }

    @Test
    void beginsAnewAfterASuccess() {
        backOff.failed();
        backOff.failed();
        backOff.succeeded();
        assertThat(backOff.isOver()).isTrue();

        backOff.failed();
        pass(Duration.ofSeconds(1));

        assertThat(backOff.isOver()).isTrue();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
