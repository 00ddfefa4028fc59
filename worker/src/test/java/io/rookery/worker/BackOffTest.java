package io.rookery.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the pauses between failed attempts. */
class BackOffTest {

    private final BackOff backOff = BackOff.of(Duration.ofMillis(100), Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "4, 800", "5, 1000", "6, 1000", "2147483647, 1000"})
    void aPauseDoublesUpToTheLongestOneAndHalfOfItIsRandom(int failures, long longest) {
        Set<Duration> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Duration pause = backOff.after(failures);
            assertThat(pause.toMillis()).isBetween(longest / 2 - 1, longest);
            seen.add(pause);
        }
        assertThat(seen).hasSizeGreaterThan(10);
    }
}
