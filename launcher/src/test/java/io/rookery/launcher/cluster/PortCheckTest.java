package io.rookery.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.launcher.port.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortCheckTest {

    private static final int REDIS = 230;

    /** The port of the gateway. */
    private static int gateway;

    @TempDir private Path directory;
    private ClusterSettings settings;

    @BeforeAll
    static void reserve() {
        gateway = FreePorts.reserve(300);
    }

    @BeforeEach
    void settle() {
        settings = ClusterSettings.in(directory).withPort(gateway);
    }

    @Test
    void complainsOfNothingWhileAllPortsAreFree() throws IOException {
        assertThat(PortCheck.complaint(settings, directory)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, the gateway",
        "111, user-service-1",
        "120, feed-service-0",
        "130, storage-service-0",
        "210, shard-0-a",
        "213, shard-1-b",
        "230, redis-0",
        "241, Redis",
        "270, ZooKeeper",
        "280, the launcher",
        "281, the launcher",
    })
    void namesThePortThatIsInUseAndWhatNeedsIt(int offset, String what) throws IOException {
        try (ServerSocket _ = bind(offset)) {
            assertThat(PortCheck.complaint(settings, directory).orElseThrow())
                    .startsWith(
                            "Port %d, which %s needs, is in use".formatted(gateway + offset, what))
                    .endsWith("; free it or choose others with --port.");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false, 1", "271, false, 1", "271, true, 3", "278, true, 3", "150, false, 1"})
    void mindsOnlyThePortsThatItsSettingsNeed(int offset, boolean isNeeded, int zooKeepers)
            throws IOException {
        try (ServerSocket _ = bind(offset)) {
            var complaint = PortCheck.complaint(settings.withZooKeepers(zooKeepers), directory);

            assertThat(complaint.isPresent()).isEqualTo(isNeeded);
        }
    }

    @Test
    void mindsThePortsOfLinks() throws IOException {
        try (ServerSocket _ = bind(150)) {
            assertThat(PortCheck.complaint(settings.withLinks(true), directory).orElseThrow())
                    .contains("which the link to shard-0-a needs");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesWhoUsesThePort() throws IOException {
        try (ServerSocket _ = bind(REDIS)) {
            assertThat(PortCheck.complaint(settings, directory).orElseThrow())
                    .contains(" by java (process " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void doesNotMindWhatAnEarlierLauncherLeftRunningInTheDirectory() throws IOException {
        Path left = Files.createDirectories(directory.resolve("data/redis/redis-0"));
        Files.writeString(left.resolve("redis-0.pid"), ProcessHandle.current().pid() + " 1\n2 3\n");

        try (ServerSocket _ = bind(REDIS)) {
            assertThat(PortCheck.complaint(settings, directory)).isEmpty();
            assertThat(PortCheck.complaint(settings, directory.resolve("another"))).isPresent();
        }
    }

    @Test
    void refusesAnAddressThatThereIsNot() {
        assertThatThrownBy(() -> PortCheck.complaint(settings.withAddress("[none"), directory))
                .isInstanceOf(ClusterException.class)
                .hasMessage("There is no address \"[none\" to listen on.");
    }

    private static ServerSocket bind(int offset) throws IOException {
        return new ServerSocket(gateway + offset, 1, InetAddress.getLoopbackAddress());
    }
}
