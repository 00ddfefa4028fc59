package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.control.ControlClient;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops the platform, and returns when nothing of it runs any more.
 *
 * @param command what was asked for
 * @param output for whoever asked
 */
record DownCommand(Command.Down command, PrintStream output) {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    void run() throws IOException, InterruptedException {
        try (var control = ControlClient.connect(command.directory())) {
            var launcher = ProcessHandle.of(control.pid());
            control.stop();
            if (launcher.isPresent()) {
                launcher.get().onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            output.println("Rookery is stopped.");
        } catch (TimeoutException e) {
            throw new ClusterException(
                    "Rookery is still stopping after %d s.".formatted(LIMIT.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new IOException("The launcher cannot be watched", e);
        }
    }
}
