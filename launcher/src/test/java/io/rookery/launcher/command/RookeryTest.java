package io.rookery.launcher.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.process.LaunchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RookeryTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void saysThatNothingIsRunning(@TempDir Path directory) {
        for (var command :
                List.of(
                        "status",
                        "status --json",
                        "down",
                        "incidents",
                        "kill redis-0",
                        "restart feed-service",
                        "signup ada",
                        "shard status",
                        "shard add",
                        "shard drain shard-1",
                        "shard move --slots 0-9 --to shard-1",
                        "shard pause",
                        "admin figures")) {
            errors.reset();
            var words = (command + " --directory " + directory).split(" ");
            assertThat(run(words)).as(command).isEqualTo(1);
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
                                + " ./rookery help lists the commands.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up --port",
                "up --port many",
                "up --sideways",
                "status --port 1",
                "down now",
                "kill",
                "kill one two",
                "logs -f",
                "admin",
                "admin fly",
                "admin figures now",
                "admin token",
                "admin token strangers",
                "signup",
                "shard",
                "shard fly",
                "shard status shard-0",
                "shard add --json",
                "shard drain",
                "shard pause --no-wait",
                "shard weight shard-0",
                "shard drain shard-0 2",
                "shard move --to shard-1",
                "shard move --slots 0-9",
                "shard keep shard-0 --slots 0-9",
            })
    void saysInOneLineWhatMakesNoSense(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(errors.toString(UTF_8)).startsWith("rookery: ").hasLineCount(1);
        assertThat(output.toString(UTF_8)).isEmpty();
    }

    @Test
    void showsTheOptionsOfEachCommand() {
        var commands = Rookery.commands(terminal()).getSubcommands().keySet();
        assertThat(commands).contains("up", "down", "status", "kill", "doctor", "signup", "admin");
        for (var command : commands) {
            output.reset();
            assertThat(run(command, "--help")).isZero();
            assertThat(output.toString(UTF_8))
                    .startsWith("Usage: rookery " + command)
                    .contains("--directory");
        }
        assertThat(errors.toString(UTF_8)).isEmpty();
    }

    @Test
    void completesAlsoWhatTheScriptDoesByItself() {
        assertThat(run("completion")).isZero();
        assertThat(output.toString(UTF_8)).contains("complete -F", "freeze", "prove");
    }

    @Test
    void completesEveryCommandOfTheScript() throws IOException {
        var script = Files.readString(ClusterSettings.repository().resolve("rookery"));
        var labels = Pattern.compile("^    ([a-z][a-z |-]*)\\)$", Pattern.MULTILINE);
        var commands =
                labels.matcher(script)
                        .results()
                        .flatMap(label -> Stream.of(label.group(1).split(" \\| ")))
                        .filter(name -> !name.startsWith("-"))
                        .toList();
        assertThat(commands).contains("up", "completion", "test");

        assertThat(run("completion")).isZero();
        var completed = Pattern.compile("commands=\"([^\"]*)\"").matcher(output.toString(UTF_8));
        assertThat(completed.find()).isTrue();
        assertThat(completed.group(1).split(" ")).containsAll(commands);
    }

    @Test
    void examinesTheMachine(@TempDir Path directory) {
        assertThat(run("doctor", "--directory=" + directory)).isBetween(0, 1);
        assertThat(output.toString(UTF_8).lines())
                .allMatch(line -> line.matches("(ok|missing|optional) +[A-Za-z0-9].*\\."));
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
        return Rookery.run(List.of(arguments), terminal(), new PrintStream(errors, true, UTF_8));
    }

    private Terminal terminal() {
        return new Terminal(
                InputStream.nullInputStream(), new PrintStream(output, true, UTF_8), false);
    }
}
