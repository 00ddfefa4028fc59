package io.rookery.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests the signal that wakes a worker. */
class WakeUpTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final WakeUp wakeUp = new WakeUp();

    @Test
    void signalsWhileTheWorkerIsBusyCountAsOneAndEndItsNextWait() throws Exception {
        wakeUp.signal();
        wakeUp.signal();
        assertThat(wakeUp.await(AT_ONCE)).isTrue();
        assertThat(wakeUp.await(AT_ONCE)).isFalse();
    }

    @Test
    void aSignalWakesAWorkerThatWaits() throws Exception {
        Thread worker =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                wakeUp.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        wakeUp.signal();
        assertThat(worker.join(Duration.ofSeconds(30))).isTrue();
        assertThat(wakeUp.await(AT_ONCE)).isFalse();
    }
}
