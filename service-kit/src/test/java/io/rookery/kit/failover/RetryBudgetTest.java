package io.rookery.kit.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final RetryBudget budget = new RetryBudget(0.1, 2);

    @Test
    void allowsTheReserveAndThenAShareOfTheRequests() {
        assertThat(spendAll()).isEqualTo(2);
        IntStream.range(0, 10).forEach(_ -> budget.earn());
        assertThat(spendAll()).isEqualTo(1);
    }

    @Test
    void savesUpNoMoreThanTheReserve() {
        IntStream.range(0, 1000).forEach(_ -> budget.earn());
        assertThat(spendAll()).isEqualTo(2);
    }

    private int spendAll() {
        int spent = 0;
        while (budget.spend()) {
            spent++;
        }
        return spent;
    }
}
