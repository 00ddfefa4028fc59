package io.rookery.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    private static final Path HOME = Path.of("/home/ada/rookery");
    private static final Path STATE = HOME.resolve(".rookery");

    @Test
    void startsOnTheUsualPortInTheRepositoryUnlessToldOtherwise() {
        assertThat(parse("up")).isEqualTo(new Command.Up(STATE, 3000, "127.0.0.1"));
    }

    @Test
    void takesOptionsBeforeAndAfterTheirCommandWithAndWithoutEqualsSign() {
        var expected = new Command.Up(Path.of("/data"), 4000, "0.0.0.0");
        assertThat(parse("up", "--port", "4000", "--listen=0.0.0.0", "--directory", "/data"))
                .isEqualTo(expected);
        assertThat(parse("--directory=/data", "--port=4000", "up", "--listen", "0.0.0.0"))
                .isEqualTo(expected);
    }

    @Test
    void understandsTheCommandsThatConcernOneProcess() {
        assertThat(parse("kill", "shard-0-a"))
                .isEqualTo(new Command.Act(STATE, "kill", "shard-0-a"));
        assertThat(parse("logs", "-f", "gateway-0"))
                .isEqualTo(new Command.Logs(STATE, "gateway-0", true));
    }

    @Test
    void showsIncidents() {
        assertThat(parse("incidents")).isEqualTo(new Command.Incidents(STATE));
    }

    @Test
    void asksBeforeAResetUnlessToldNotTo() {
        assertThat(parse("reset")).isEqualTo(new Command.Reset(STATE, false));
        assertThat(parse("reset", "--yes")).isEqualTo(new Command.Reset(STATE, true));
    }

    @ParameterizedTest
    @CsvSource({
        "'', There is no command \"\".",
        "fly, There is no command \"fly\".",
        "up --port, The option --port needs a value.",
        "up --port many, 'The port must be a number, not \"many\".'",
        "up --sideways, There is no option \"--sideways\".",
        "status --port 1, The command status has no option --port.",
        "down now, The command down does not know what to do with \"now\".",
        "kill, The command kill needs the name of a process; ./rookery status lists them.",
    })
    void saysInOneSentenceWhatMakesNoSense(String line, String complaint) {
        assertThatThrownBy(() -> parse(line.split(" ", -1)))
                .isInstanceOf(UsageException.class)
                .hasMessage(complaint);
    }

    private static Command parse(String... arguments) {
        return CommandLine.parse(List.of(arguments), HOME);
    }
}
