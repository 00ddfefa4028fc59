package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.control.ControlClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** Stops the platform, and returns when nothing of it runs any more. */
@Command(name = "down", description = "Stop the platform from another terminal.")
final class DownCommand extends PlatformCommand {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    DownCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var control = ControlClient.connect(directory())) {
            var launcher = ProcessHandle.of(control.pid());
            control.stop();
            if (launcher.isPresent()) {
                launcher.get().onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            output().println("Rookery is stopped.");
            return DONE;
        } catch (TimeoutException e) {
            throw new ClusterException(
                    "Rookery is still stopping after %d s.".formatted(LIMIT.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new IOException("Waiting for the launcher failed", e);
        }
    }
}
