package io.rookery.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    @Test
    void isNobodyElsesFromTheFirstMomentOn(@TempDir Path parent) throws IOException {
        var directory = parent.resolve("state");
        StateDirectory.prepare(directory);
        assertThat(rightsOfOthers(directory)).isEmpty();
        try (var _ = StateDirectory.hold(directory)) {
            assertThat(rightsOfOthers(directory)).isEmpty();
        }
    }

    @Test
    void takesOthersRightsAwayFromWhatIsThereAlready(@TempDir Path parent) throws IOException {
        var directory = parent.resolve("state");
        var file = directory.resolve("data/redis/appendonly.aof");
        Files.createDirectories(file.getParent());
        Files.createDirectories(directory.resolve("logs"));
        Files.writeString(file, "a direct message");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrw-r--"));
        for (var open : List.of("data/redis", "data", "logs", "")) {
            Files.setPosixFilePermissions(
                    directory.resolve(open), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.createSymbolicLink(directory.resolve("data/link"), parent);
        var before = Files.getPosixFilePermissions(parent);
        StateDirectory.hold(directory).close();
        try (var all = Files.walk(directory)) {
            assertThat(all.filter(path -> !Files.isSymbolicLink(path)))
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(rightsOfOthers(path)).isEmpty());
        }
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(parent)).isEqualTo(before);
    }

    @Test
    void letsAnotherUserReadNothing(@TempDir Path parent) throws Exception {
        assumeTrue(isDoneByAnother("true"), "only root can be somebody else");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        var directory = parent.resolve("state");
        try (var state = StateDirectory.hold(directory)) {
            var log = Files.writeString(state.log("gateway-0"), "hello");
            assertThat(isDoneByAnother("test", "-d", directory.toString())).isTrue();
            assertThat(isDoneByAnother("ls", directory.toString())).isFalse();
            assertThat(isDoneByAnother("cat", log.toString())).isFalse();
        }
    }

    private static boolean isDoneByAnother(String... command)
            throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--clear-groups", "--"));
        line.addAll(List.of(command));
        try {
            return new ProcessBuilder(line).start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static Set<PosixFilePermission> rightsOfOthers(Path path) throws IOException {
        var rights = Files.getPosixFilePermissions(path);
        rights.removeAll(PosixFilePermissions.fromString("rwx------"));
        return rights;
    }
}
