package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.kit.error.ApiException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final AtomicLong nanos = new AtomicLong();
    private final SignInThrottle throttle =
            new SignInThrottle(
                    new SessionSettings("key", Duration.ofMinutes(10), 3, WINDOW), nanos::get);

    @Test
    void refusesAfterTooManyFailuresForOneName() {
        failThrice();
        assertThatThrownBy(() -> throttle.admit("ADA")).isInstanceOf(ApiException.class);
        assertThatCode(() -> throttle.admit("bob")).doesNotThrowAnyException();
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        throttle.failed("ada");
        throttle.failed("ada");
        throttle.succeeded("ada");
        throttle.failed("ada");
        assertThatCode(() -> throttle.admit("ada")).doesNotThrowAnyException();
    }

    @Test
    void admitsAgainWhenTheWindowHasPassed() {
        failThrice();
        nanos.addAndGet(WINDOW.toNanos() + 1);
        assertThatCode(() -> throttle.admit("ada")).doesNotThrowAnyException();
    }

    private void failThrice() {
        for (int i = 0; i < 3; i++) {
            throttle.failed("Ada");
        }
    }
}
