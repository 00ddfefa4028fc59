package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresPairSettingsTest {
    private static final Path DIRECTORY = Path.of("/state/shard-0");

    @ParameterizedTest
    @ValueSource(ints = {1024, 65_534})
    void leaveRoomForTwoPorts(int port) {
        assertThat(PostgresPairSettings.of("shard-0", DIRECTORY, port).basePort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1023, 65_535, 65_536})
    void refusePortsThatOnlyRootMayUseOrThatLeaveNoRoom(int port) {
        assertThatThrownBy(() -> PostgresPairSettings.of("shard-0", DIRECTORY, port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(port));
    }

    @Test
    void changeOneAtATime() {
        var passwords = new PostgresPasswords("one", "two", "three", "four", "five");

        assertThat(
                        PostgresPairSettings.of("shard-0", DIRECTORY, 4711)
                                .withCache(Path.of("/cache"))
                                .withPasswords(passwords)
                                .withFsync(false)
                                .withoutStandby())
                .isEqualTo(
                        new PostgresPairSettings(
                                "shard-0",
                                DIRECTORY,
                                4711,
                                false,
                                false,
                                passwords,
                                Path.of("/cache")));
    }

    @Test
    void doNotDependOnTheWorkingDirectory() {
        assertThat(PostgresPairSettings.of("shard-0", Path.of("a/../b"), 4711).directory())
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    @Test
    void showNoPassword() {
        var settings =
                PostgresPairSettings.of("shard-0", DIRECTORY, 4711)
                        .withPasswords(PostgresPasswords.same("confidential"));

        assertThat(settings.toString()).contains("shard-0").doesNotContain("confidential");
    }
}
