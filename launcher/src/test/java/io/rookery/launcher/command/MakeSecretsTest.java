package io.rookery.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the command that creates and rotates secrets. */
class MakeSecretsTest {

    private final StringWriter output = new StringWriter();
    private final List<String> errors = new ArrayList<>();

    @TempDir private Path directory;

    @Test
    void createsWhatIsMissingAndKeepsWhatIsThere() throws Exception {
        assertThat(run(directory.toString())).isZero();
        Path secret = directory.resolve("launcher/redis-password");
        String first = Files.readString(secret);
        assertThat(run(directory.toString())).isZero();
        assertThat(secret).hasContent(first);
        assertThat(errors).isEmpty();
    }

    @Test
    void rotatesASecretInThreeSteps() {
        assertThat(run(directory.toString())).isZero();
        for (String step : List.of("--introduce", "--switch", "--forget")) {
            assertThat(run(directory.toString(), step, "redis-password")).as(step).isZero();
        }
        assertThat(errors).isEmpty();
    }

    @Test
    void printsATokenForTheOperator() {
        run(directory.toString());
        assertThat(run(directory.toString(), "--token", "storage-service")).isZero();
        assertThat(output.toString().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "one two",
                "one --introduce",
                "one --introduce redis-password --switch redis-password",
                "one --sideways",
                "--token"
            })
    void saysInOneLineWhatMakesNoSense(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(errors).hasSize(1);
        assertThat(errors.getFirst()).startsWith("rookery: ").doesNotContain("\n");
    }

    @Test
    void saysInOneLineWhatCannotBeDone() {
        run(directory.toString());
        assertThat(run(directory.toString(), "--introduce", "nothing")).isEqualTo(1);
        assertThat(run(directory.toString(), "--switch", "redis-password")).isEqualTo(1);
        assertThat(run(directory.resolve("none").toString(), "--token", "gateway")).isEqualTo(1);
        assertThat(errors).hasSize(3).allSatisfy(line -> assertThat(line).startsWith("rookery: "));
    }

    private int run(String... arguments) {
        return MakeSecrets.run(new PrintWriter(output, true), errors::add, arguments);
    }
}
