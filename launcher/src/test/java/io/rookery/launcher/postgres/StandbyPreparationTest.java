package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.postgres.StandbyPreparation.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyPreparationTest {
    @TempDir private Path directory;

    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final StandbyPreparation preparation =
            new StandbyPreparation(false, new Confirmations(now::get), ended::countDown, now::get);
    private StoppedPair pair;

    @BeforeEach
    void create() {
        pair = new StoppedPair(directory);
    }

    @AfterEach
    void close() {
        preparation.close();
        pair.close();
    }

    @Test
    void isDueAtFirstAndTakesAStandbyThatDoesNotRunForDead() {
        assertThat(preparation.isDue()).isTrue();
        assertThat(preparation.isFollowing()).isFalse();
        assertThat(preparation.observe(pair.standby)).isEqualTo(PairObservation.Standby.DEAD);
    }

    @Test
    void resumesNothingButTheDataOfAStandby() throws IOException {
        assertThat(preparation.canResume(pair.standby)).isFalse();

        Files.createDirectories(pair.standby.data());
        assertThat(preparation.canResume(pair.standby)).isFalse();

        giveDataToTheStandby();
        assertThat(preparation.canResume(pair.standby)).isTrue();
    }

    @Test
    void backsOffWhenThePrimaryCannotBeCopied() throws InterruptedException {
        prepare(Way.REBUILD);

        assertThat(preparation.observe(pair.standby)).isEqualTo(PairObservation.Standby.DEAD);
        assertThat(pair.standby.role()).isEqualTo("dead");
        assertThat(preparation.isDue()).isFalse();
        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(preparation.isDue()).isTrue();
    }

    @Test
    void doesNotResumeAgainWhatNoServerStartsOn() throws Exception {
        giveDataToTheStandby();

        prepare(Way.RESUME);

        assertThat(pair.standby.hasStandbyData()).isTrue();
        assertThat(preparation.canResume(pair.standby)).isFalse();
        assertThat(preparation.isDue()).isFalse();
    }

    @Test
    void leavesNothingOfACopyThatFailed() throws Exception {
        giveDataToTheStandby();

        prepare(Way.REBUILD);

        assertThat(pair.standby.data()).doesNotExist();
        assertThat(pair.standby.data().resolveSibling("data.new")).doesNotExist();
        giveDataToTheStandby();
        assertThat(preparation.canResume(pair.standby)).isFalse();
    }

    private void prepare(Way way) throws InterruptedException {
        preparation.begin(way, pair.primary, pair.standby);
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private void giveDataToTheStandby() throws IOException {
        Files.createDirectories(pair.standby.data());
        Files.writeString(pair.standby.data().resolve("standby.signal"), "");
    }
}
