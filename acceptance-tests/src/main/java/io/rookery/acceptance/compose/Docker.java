package io.rookery.acceptance.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the command {@code docker} and the project's scripts that use it, in the directory of the
 * compose file.
 */
final class Docker {

    private static final int LIMIT_MINUTES = 10;

    private final Path home;

    Docker(Path home) {
        this.home = home;
    }

    /**
     * Returns why Docker cannot be used here; empty if there is an engine with the compose plugin.
     */
    static Optional<String> obstacle(Path home) {
        try {
            Docker docker = new Docker(home);
            if (docker.call(List.of("docker", "version")).status() != 0) {
                return Optional.of("no Docker engine is reachable");
            }
            return docker.call(List.of("docker", "compose", "version")).status() == 0
                    ? Optional.empty()
                    : Optional.of("Docker has no compose plugin");
        } catch (IllegalStateException e) {
            return Optional.of("the command \"docker\" is not installed");
        }
    }

    /** Exit status and output of a command. */
    record Ending(int status, String output) {}

    /**
     * Runs a docker command and returns its output.
     *
     * @throws IllegalStateException if it fails
     */
    String run(String... words) {
        return output(command("docker", words));
    }

    /**
     * Runs a script of the directory {@code docker} and returns its output.
     *
     * @throws IllegalStateException if it fails
     */
    String script(String name, String... words) {
        return output(command(home.resolve("docker").resolve(name).toString(), words));
    }

    /** Runs a docker command and returns whether it succeeded. */
    boolean succeeds(String... words) {
        return call(command("docker", words)).status() == 0;
    }

    private static List<String> command(String program, String... words) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(words));
        return command;
    }

    private String output(List<String> command) {
        Ending ending = call(command);
        if (ending.status() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " failed: " + ending.output().strip());
        }
        return ending.output();
    }

    private Ending call(List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
            // All test users sign up from one address, which exceeds the normal rate limits.
            builder.environment().putIfAbsent("ROOKERY_SIGNUPS_PER_ADDRESS", "1000000");
            builder.environment().putIfAbsent("ROOKERY_APPLICATIONS_PER_ADDRESS", "1000000");
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " timed out");
            }
            return new Ending(process.exitValue(), output);
        } catch (IOException e) {
            throw new IllegalStateException("The command docker cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for docker", e);
        }
    }
}
