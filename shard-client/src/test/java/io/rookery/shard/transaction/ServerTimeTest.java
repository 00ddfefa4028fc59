package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class ServerTimeTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final ServerTime time = new ServerTime();

    @Test
    void knowsNothingBeforeItHasHeardAServer() {
        assertThat(time.now()).isEmpty();
    }

    @Test
    void goesByTheMiddleOneSoThatNoSingleWrongClockCounts() {
        time.heard("a", NOON.toEpochMilli());
        time.heard("b", NOON.toEpochMilli());
        time.heard("c", NOON.plus(365, ChronoUnit.DAYS).toEpochMilli());

        assertThat(time.now()).hasValueSatisfying(this::isAboutNoon);
    }

    @Test
    void forgetsServersThatAreNotAskedAnyMore() {
        time.heard("a", NOON.toEpochMilli());
        time.heard("b", NOON.minusSeconds(7200).toEpochMilli());
        time.forget("b");

        assertThat(time.now()).hasValueSatisfying(this::isAboutNoon);
    }

    private void isAboutNoon(Instant instant) {
        assertThat(instant).isCloseTo(NOON, within(1, ChronoUnit.HOURS));
    }
}
