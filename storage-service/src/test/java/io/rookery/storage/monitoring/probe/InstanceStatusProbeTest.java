package io.rookery.storage.monitoring.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InstanceStatusProbeTest {

    private static final Instant ASKED = Instant.parse("2026-11-29T19:00:00.700Z");
    private static final Instant ANSWERED = ASKED.plusMillis(20);

    @Test
    void readsTheClockOfAnInstanceThatDoesNotBelieveWhoAsks() {
        assertThat(skewWith("Sun, 29 Nov 2026 19:20:00 GMT"))
                .isEqualTo(Duration.ofMillis(1_199_280));
        assertThat(skewWith("Sun, 29 Nov 2026 18:30:00 GMT")).isEqualTo(Duration.ofMinutes(-30));
    }

    @Test
    void takesForNoDifferenceWhatTheDateLeavesOut() {
        assertThat(skewWith("Sun, 29 Nov 2026 19:00:00 GMT")).isZero();
    }

    @Test
    void saysThatItIsNotToldWhateverTheDateIs() {
        for (String date : new String[] {"", "now", "Sun, 29 Nov 2026 19:00:00 GMT"}) {
            ComponentReport report = InstanceStatusProbe.distrusting(401, date, ASKED, ANSWERED);
            assertThat(report.serving()).isTrue();
            assertThat(report.strain().untold()).contains("401");
            assertThat(report.strain().skew()).isZero();
        }
    }

    private static Duration skewWith(String date) {
        return InstanceStatusProbe.distrusting(401, date, ASKED, ANSWERED).strain().skew();
    }
}
