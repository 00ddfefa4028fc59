package io.rookery.launcher.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisClusterSettingsTest {
    private static final Path DIRECTORY = Path.of("/state/redis");

    @ParameterizedTest
    @ValueSource(ints = {1024, 65_524})
    void leaveRoomForTwelvePorts(int port) {
        assertThat(RedisClusterSettings.of(DIRECTORY, port).basePort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1023, 65_525})
    void refusePortsThatOnlyRootMayUseOrThatLeaveNoRoom(int port) {
        assertThatThrownBy(() -> RedisClusterSettings.of(DIRECTORY, port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(port));
    }

    @Test
    void announceTheNodesOwnPortsUnlessThereAreLinks() {
        var settings = RedisClusterSettings.of(DIRECTORY, 4711);

        assertThat(settings.announcedPort()).isEqualTo(4711);
        assertThat(settings.withAnnouncedPort(4811).announcedPort()).isEqualTo(4811);
        assertThat(settings.withAnnouncedPort(4811).basePort()).isEqualTo(4711);
    }

    @Test
    void changeOneAtATime() {
        assertThat(
                        RedisClusterSettings.of(DIRECTORY, 4711)
                                .withCache(Path.of("/cache"))
                                .withPassword("secret")
                                .withAnnouncedPort(4811))
                .isEqualTo(
                        new RedisClusterSettings(
                                DIRECTORY, 4711, 4811, "secret", Path.of("/cache")));
    }

    @Test
    void showNoPassword() {
        assertThat(RedisClusterSettings.of(DIRECTORY, 4711).withPassword("confidential").toString())
                .contains("4711")
                .doesNotContain("confidential");
    }
}
