package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tests the share of the time that goes to garbage collection. */
class CollectionShareTest {

    private static final Instant START = Instant.parse("2026-07-01T10:00:00Z");

    private final CollectionShare share = new CollectionShare();

    @Test
    void oneCollectionBetweenTwoProbesThatFollowEachOtherSaysNothing() {
        assertThat(share.add(START, 0)).isZero();
        assertThat(share.add(START.plusMillis(1000), 0)).isZero();
        assertThat(share.add(START.plusMillis(1300), 200)).isEqualTo(200.0 / 1300);
    }

    @Test
    void collectionsThatGoOnForASecondCountWhateverTheProbesAreApart() {
        share.add(START, 0);
        for (int i = 1; i <= 10; i++) {
            share.add(START.plusMillis(i * 300L), i * 210L);
        }
        assertThat(share.add(START.plusMillis(3300), 2310)).isEqualTo(0.7);
    }

    @Test
    void aCollectionIsForgottenOnceItIsOlderThanTheWindow() {
        share.add(START, 0);
        share.add(START.plusMillis(1000), 900);
        assertThat(share.add(START.plusMillis(2000), 900)).isZero();
    }

    @Test
    void anotherProcessStartsAnew() {
        share.add(START, 5000);
        share.add(START.plusMillis(1000), 5900);
        share.restart();
        assertThat(share.add(START.plusMillis(2000), 100)).isZero();
        assertThat(share.add(START.plusMillis(3000), 200)).isEqualTo(0.1);
    }
}
