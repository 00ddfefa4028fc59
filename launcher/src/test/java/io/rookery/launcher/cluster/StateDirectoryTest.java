package io.rookery.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    @Test
    void isHeldByOneAtATime(@TempDir Path parent) throws IOException {
        var directory = parent.resolve("state");
        try (var _ = StateDirectory.hold(directory)) {
            assertThatThrownBy(() -> StateDirectory.hold(directory))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("already running");
        }
        StateDirectory.hold(directory).close();
    }

    @Test
    void losesDataSecretsAndLogsWhenErased(@TempDir Path directory) throws IOException {
        try (var state = StateDirectory.hold(directory)) {
            Files.writeString(state.log("gateway-0"), "hello");
            Files.createDirectories(state.secrets().resolve("gateway"));
            state.erase();
            assertThat(state.logs()).doesNotExist();
            assertThat(state.data()).doesNotExist();
            assertThat(state.secrets()).doesNotExist();
        }
    }
}
