package io.rookery.kit.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorrectedClockTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void goesByItselfWhileTheShardsAgree() {
        assertThat(at(NOON, NOON.plusSeconds(3))).isEqualTo(NOON);
    }

    @Test
    void goesByTheShardsWhenItIsFarOff() {
        assertThat(at(NOON.plusSeconds(300), NOON)).isEqualTo(NOON);
        assertThat(at(NOON.minusSeconds(300), NOON)).isEqualTo(NOON);
    }

    @Test
    void goesByItselfWhenNobodyElseKnows() {
        assertThat(new CorrectedClock(() -> NOON, Optional::empty).instant()).isEqualTo(NOON);
    }

    private static Instant at(Instant own, Instant shards) {
        return new CorrectedClock(() -> own, () -> Optional.of(shards)).instant();
    }
}
