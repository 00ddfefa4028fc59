package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConfirmationsTest {
    private final AtomicLong now = new AtomicLong();
    private final Confirmations confirmations = new Confirmations(now::get);

    @Test
    void haveCeasedWhenNothingOfWhatIsOwedWasConfirmedForLong() {
        confirmations.saw(100, 100);
        confirmations.saw(200, 100);
        pass(2);
        confirmations.saw(300, 100);
        assertThat(confirmations.haveCeased()).isFalse();

        pass(2);
        confirmations.saw(400, 100);

        assertThat(confirmations.haveCeased()).isTrue();
    }

    @Test
    void haveNotCeasedWhileNothingIsOwed() {
        confirmations.saw(100, 100);
        pass(60);
        confirmations.saw(100, 100);
        assertThat(confirmations.haveCeased()).isFalse();
    }

    @Test
    void startCountingWhenSomethingIsOwedAfterALongSilence() {
        confirmations.saw(100, 100);
        pass(60);
        confirmations.saw(200, 100);
        assertThat(confirmations.haveCeased()).isFalse();
        confirmations.saw(200, 100);
        pass(3);
        assertThat(confirmations.haveCeased()).isTrue();
    }

    @Test
    void areSlowAndHaveNotCeasedWhileThereIsProgress() {
        confirmations.saw(1000, 0);
        for (int confirmed = 1; confirmed < 10; confirmed++) {
            pass(2);
            confirmations.saw(1000, confirmed);
            assertThat(confirmations.haveCeased()).isFalse();
        }
    }

    @Test
    void haveCeasedWhenTheStandbyIsNoLongerConnected() {
        confirmations.saw(100, 100);
        confirmations.saw(200, 0);
        pass(3);
        assertThat(confirmations.haveCeased()).isTrue();
    }

    @Test
    void areGivenNewTimeByARestart() {
        confirmations.saw(100, 0);
        confirmations.saw(100, 0);
        pass(3);
        assertThat(confirmations.haveCeased()).isTrue();

        confirmations.restart();

        assertThat(confirmations.haveCeased()).isFalse();
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
