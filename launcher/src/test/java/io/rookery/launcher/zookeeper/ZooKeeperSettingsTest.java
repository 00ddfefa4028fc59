package io.rookery.launcher.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZooKeeperSettingsTest {
    private static final ZooKeeperSettings SINGLE =
            ZooKeeperSettings.of(Path.of("/state/zookeeper"), 4711);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void allowOneThreeOrFiveServers(int servers) {
        assertThat(SINGLE.withServers(servers).servers()).isEqualTo(servers);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 4, 6, 7})
    void refuseAnyOtherNumberOfServers(int servers) {
        assertThatThrownBy(() -> SINGLE.withServers(servers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(servers));
    }

    @Test
    void changeOneAtATime() {
        assertThat(SINGLE.withLogins(Path.of("/secrets/logins")).withServers(3))
                .isEqualTo(
                        new ZooKeeperSettings(
                                Path.of("/state/zookeeper"),
                                4711,
                                3,
                                Optional.of(Path.of("/secrets/logins"))));
    }
}
