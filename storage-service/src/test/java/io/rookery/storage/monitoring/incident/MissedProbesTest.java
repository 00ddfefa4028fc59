package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.storage.monitoring.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MissedProbesTest {

    private static final Instant BEGAN = Platform.START;
    private static final ProbeResult SILENT =
            ProbeResult.silent(Platform.PRIMARY, BEGAN, Duration.ofSeconds(1));
    private static final ProbeResult REFUSED =
            ProbeResult.refused(Platform.PRIMARY, BEGAN.plusSeconds(1), "it refused");

    private final MissedProbes missed = new MissedProbes();

    @Test
    void areCountedUntilTheComponentAnswers() {
        missed.add(SILENT);
        missed.add(REFUSED);
        assertThat(missed.count()).isEqualTo(2);
        assertThat(missed.refused()).isEqualTo(1);
        assertThat(missed.first()).isEqualTo(SILENT);
        missed.clear();
        assertThat(missed.count()).isZero();
        assertThat(missed.refused()).isZero();
        assertThat(missed.first()).isNull();
    }

    @Test
    void ignoreWhatOthersHeardAboutTheTimeOfTheFirstOne() {
        missed.heard("standby", BEGAN);
        missed.add(SILENT);
        missed.heard("standby", BEGAN.plusMillis(50));
        assertThat(missed.isHeardElsewhere()).isFalse();
        missed.heard("standby", BEGAN.plusMillis(51));
        assertThat(missed.isHeardElsewhere()).isTrue();
    }

    @Test
    void nameTheFirstWhoHeardFromTheComponent() {
        missed.add(SILENT);
        missed.heard("standby", BEGAN.plusSeconds(3));
        missed.heard("gateway", BEGAN.plusSeconds(2));
        missed.heard("feed", BEGAN.plusSeconds(4));
        assertThat(missed.heardBy(BEGAN.plusSeconds(3))).isEqualTo("gateway");
        assertThat(missed.heardBy(BEGAN.plusSeconds(2))).isEmpty();
    }

    @Test
    void forgetWhoHeardFromItOnceItAnswers() {
        missed.add(SILENT);
        missed.heard("standby", BEGAN.plusSeconds(3));
        missed.clear();
        missed.add(REFUSED);
        assertThat(missed.isHeardElsewhere()).isFalse();
        assertThat(missed.heardBy(BEGAN.plusSeconds(9))).isEmpty();
    }
}
