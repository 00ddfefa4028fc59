package io.rookery.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRangeTest {

    @Test
    void isReadAsTheKernelWritesIt() {
        assertThat(PortRange.parse("32768\t60999\n")).isEqualTo(new PortRange(32_768, 60_999));
    }

    @Test
    void knowsTheEphemeralPortsOfThisMachine() throws IOException {
        PortRange ephemeral = PortRange.ephemeral();

        assertThat(ephemeral.first()).isBetween(1, ephemeral.last());
    }

    @ParameterizedTest
    @CsvSource({
        "96, 4, false",
        "96, 5, true",
        "100, 1, true",
        "105, 1, true",
        "110, 1, true",
        "111, 9, false",
        "90, 90, true",
    })
    void overlapsABlockThatHasAPortInIt(int base, int number, boolean overlaps) {
        assertThat(new PortRange(100, 110).overlaps(base, number)).isEqualTo(overlaps);
    }
}
