package io.rookery.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.cluster.Machine.Severity;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, FINE",
        "Linux, aarch64, FINE",
        "Mac OS X, aarch64, FINE",
        "Linux, riscv64, MISSING",
        "Windows 11, amd64, MISSING",
    })
    void knowsTheSystemsThatThereAreEnginesFor(
            String name, String architecture, Severity severity) {
        assertThat(Machine.system(name, architecture).severity()).isEqualTo(severity);
    }

    @Test
    void saysHowMuchIsThereAndHowMuchIsNeeded() {
        assertThat(Machine.memory(3L << 30))
                .isEqualTo(
                        new Machine.Finding(
                                Severity.MISSING,
                                "3.0 GB of memory is free, and 4 GB are needed."));
        assertThat(Machine.memory(4L << 30).severity()).isEqualTo(Severity.FINE);
        assertThat(Machine.processors(1).severity()).isEqualTo(Severity.MISSING);
        assertThat(Machine.processors(2).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void makesNothingInTheDirectory(@TempDir Path directory) throws IOException {
        var planned = directory.resolve("not/yet");
        assertThat(Machine.examine(planned, 3000, false)).isNotEmpty();
        assertThat(planned.getParent()).doesNotExist();
    }
}
