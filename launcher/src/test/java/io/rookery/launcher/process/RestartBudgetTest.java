package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {
    private Instant now = Instant.EPOCH;
    private final RestartBudget budget = new RestartBudget(2, Duration.ofMinutes(1), () -> now);

    @Test
    void allowsNoMoreThanTheLimitInAWindow() {
        budget.spend();
        assertThat(budget.allows()).isTrue();
        budget.spend();
        assertThat(budget.allows()).isFalse();
    }

    @Test
    void allowsMoreWhenTheWindowHasMovedOn() {
        budget.spend();
        budget.spend();
        now = now.plus(Duration.ofSeconds(61));
        assertThat(budget.allows()).isTrue();
    }
}
