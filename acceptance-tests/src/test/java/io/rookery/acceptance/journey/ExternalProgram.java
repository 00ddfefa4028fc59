package io.rookery.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A client program that is installed on this machine. If it is missing, the test that needs it is
 * skipped.
 */
final class ExternalProgram {

    private final String name;
    private final Path directory;
    private final Map<String, String> environment;
    private final String input;

    private ExternalProgram(
            String name, Path directory, Map<String, String> environment, String input) {
        this.name = name;
        this.directory = directory;
        this.environment = environment;
        this.input = input;
    }

    static ExternalProgram named(String name, Path directory) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name))),
                name + " is not installed on this machine");
        return new ExternalProgram(name, directory, Map.of(), "");
    }

    ExternalProgram with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new ExternalProgram(name, directory, more, input);
    }

    ExternalProgram feeding(String standardInput) {
        return new ExternalProgram(name, directory, environment, standardInput);
    }

    /** Runs the program for at most two minutes, expects success and returns its output. */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Path output = Files.createTempFile("program", ".log");
            Process process = builder.redirectOutput(output.toFile()).start();
            try (OutputStream toProgram = process.getOutputStream()) {
                toProgram.write(input.getBytes(StandardCharsets.UTF_8));
            }
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            Files.delete(output);
            assertThat(ended).as("%s ended; it said: %s", command, said).isTrue();
            assertThat(process.exitValue()).as("%s said: %s", command, said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
