package io.rookery.launcher.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.process.LaunchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RookeryTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void saysThatNothingIsRunning(@TempDir Path directory) {
        for (var command : List.of("status", "down")) {
            errors.reset();
            assertThat(run(command, "--directory", directory.toString())).isEqualTo(1);
            assertThat(errors.toString(UTF_8).strip())
                    .isEqualTo("rookery: Nothing is running; ./rookery up starts the platform.");
        }
    }

    @Test
    void distinguishesWrongUsageFromFailure() {
        assertThat(run("fly")).isEqualTo(2);
        assertThat(errors.toString(UTF_8).strip())
                .isEqualTo(
                        "rookery: There is no command \"fly\"."
                                + " ./rookery help lists what there is.");
    }

    @Test
    void namesTheBusyPortAndWhoHasIt(@TempDir Path directory) throws IOException {
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = busy.getLocalPort();
            assertThat(run("up", "--port=" + port, "--directory=" + directory.resolve("state")))
                    .isEqualTo(1);
            assertThat(errors.toString(UTF_8))
                    .startsWith("rookery: Port " + port + ", which the gateway needs, is in use")
                    .hasLineCount(1);
        }
    }

    @Test
    void showsTheLogOfAnEngineBesideItsData(@TempDir Path directory) throws IOException {
        var home = Files.createDirectories(directory.resolve("data/shard-0/shard-0-a"));
        Files.writeString(home.resolve("postgres.log"), "ready to accept connections\n");
        assertThat(run("logs", "shard-0-a", "--directory=" + directory)).isZero();
        assertThat(output.toString(UTF_8)).isEqualTo("ready to accept connections\n");
        assertThat(run("logs", "shard-9-z", "--directory=" + directory)).isEqualTo(1);
    }

    @Test
    void resetsOnlyWhenThatIsMeant(@TempDir Path directory) throws IOException {
        var row = Files.createDirectories(directory.resolve("data/shard-0")).resolve("row");
        Files.writeString(row, "precious");
        assertThat(run("reset", "--yes", "--directory=" + directory)).isZero();
        assertThat(row).doesNotExist();
        assertThat(directory).exists();
    }

    @Test
    void namesEachCauseOnceAndNoClass() {
        var full = new IOException("No space left on device");
        assertThat(Rookery.sentence(new LaunchException("redis-0 cannot be started", full)))
                .isEqualTo("redis-0 cannot be started: No space left on device.");
        assertThat(Rookery.sentence(new ClusterException("The disk is full.", full)))
                .isEqualTo("The disk is full.");
    }

    private int run(String... arguments) {
        return Rookery.run(
                List.of(arguments),
                new PrintStream(output, true, UTF_8),
                new PrintStream(errors, true, UTF_8));
    }
}
