package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.postgres.PostgresPairSettings;
import io.rookery.launcher.redis.RedisCluster;
import io.rookery.launcher.redis.RedisClusterSettings;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LauncherDeathIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Two of Postgres, twelve of Redis, one of ZooKeeper. */
    private static final int PORTS = 2 + 12 + 1;

    @TempDir static Path directory;

    /** A launcher that starts one of each engine and then waits to be killed. */
    static final class Launcher {
        private Launcher() {}

        @SuppressWarnings("resource") // Not closed, because the test is about this case.
        public static void main(String[] arguments) throws InterruptedException {
            Path directory = Path.of(arguments[0]);
            int port = Integer.parseInt(arguments[1]);
            PostgresPair pair = PostgresPair.start(pairSettings(directory, port));
            RedisCluster.start(RedisClusterSettings.of(directory.resolve("redis"), port + 2));
            ZooKeeperEnsemble.start(
                    ZooKeeperSettings.of(directory.resolve("zookeeper"), port + 2 + 12));
            pair.awaitSynchronous(DEADLINE);
            System.out.println("up");
            Thread.currentThread().join();
        }
    }

    private static PostgresPairSettings pairSettings(Path directory, int port) {
        return PostgresPairSettings.of("shard-0", directory, port).withFsync(false);
    }

    @Test
    void takesTheEnginesAlong() throws IOException {
        int port = FreePorts.reserve(PORTS);
        Process launcher =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Launcher.class.getName(),
                                directory.toString(),
                                Integer.toString(port))
                        .redirectErrorStream(true)
                        .start();
        awaitLine(launcher, "up");
        assertThat(engines()).hasSizeGreaterThanOrEqualTo(9);

        launcher.destroyForcibly();

        await().atMost(DEADLINE).untilAsserted(() -> assertThat(engines()).isEmpty());
        try (PostgresPair pair = PostgresPair.start(pairSettings(directory, port))) {
            assertThat(pair.isSynchronous()).isTrue();
        }
    }

    private static void awaitLine(Process launcher, String line) throws IOException {
        try (BufferedReader output = launcher.inputReader()) {
            assertThat(output.lines().anyMatch(line::equals)).isTrue();
        }
    }

    /** All processes whose working directory is in the directory. */
    private static List<ProcessHandle> engines() {
        return ProcessHandle.allProcesses().filter(LauncherDeathIT::isEngine).toList();
    }

    private static boolean isEngine(ProcessHandle handle) {
        try {
            Path workingDirectory =
                    Files.readSymbolicLink(Path.of("/proc/" + handle.pid() + "/cwd"));
            return workingDirectory.startsWith(directory.toRealPath());
        } catch (IOException _) {
            return false;
        }
    }
}
