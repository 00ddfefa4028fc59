package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64",
        "Linux, aarch64, postgres-linux-arm_64",
        "Mac OS X, aarch64, postgres-darwin-arm_64",
        "Mac OS X, x86_64, postgres-darwin-x86_64",
    })
    void knowsTheArchiveOfEachMachine(String osName, String osArch, String resource) {
        assertThat(PostgresBinaries.resourceName(osName, osArch)).isEqualTo(resource);
    }
}
