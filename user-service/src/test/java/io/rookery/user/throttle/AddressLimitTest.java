package io.rookery.user.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressLimitTest {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final AtomicLong nanos = new AtomicLong(42);
    private final AddressLimit limit = new AddressLimit(3, WINDOW, nanos::get);
    private final ClientAddress one = new ClientAddress("192.0.2.1");
    private final ClientAddress other = new ClientAddress("192.0.2.2");

    @Test
    void refusesOneTooManyFromOneAddressOnly() {
        useUp();
        assertThatThrownBy(() -> limit.use(one)).isInstanceOf(TooManyRequestsException.class);
        assertThatCode(() -> limit.use(other)).doesNotThrowAnyException();
    }

    @Test
    void doesNotCountWhatIsTakenBack() {
        limit.use(one);
        limit.use(one);
        limit.use(one).takeBack();
        assertThatCode(() -> limit.use(one)).doesNotThrowAnyException();
        assertThatThrownBy(() -> limit.use(one)).isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void beginsAnewWhenTheWindowHasPassedHoweverOftenItWasTriedMeanwhile() {
        useUp();
        nanos.addAndGet(WINDOW.toNanos() - 1);
        assertThatThrownBy(() -> limit.use(one)).isInstanceOf(TooManyRequestsException.class);
        nanos.addAndGet(2);
        assertThatCode(() -> limit.use(one)).doesNotThrowAnyException();
    }

    @Test
    void saysWhenToTryAgain() {
        useUp();
        nanos.addAndGet(Duration.ofMinutes(3).toNanos());
        assertThat(
                        catchThrowableOfType(TooManyRequestsException.class, () -> limit.use(one))
                                .retryAfterSeconds())
                .isEqualTo("120");
    }

    private void useUp() {
        for (int i = 0; i < 3; i++) {
            limit.use(one);
        }
    }
}
