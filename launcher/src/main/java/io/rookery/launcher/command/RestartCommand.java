package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ProcessReport;
import io.rookery.launcher.control.ControlClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Rolling restart: replaces the instances of a service by the latest build, one after the other,
 * while the others serve.
 */
@Command(
        name = "restart",
        description = "Rolling restart: replace the instances of a service with the latest build.")
final class RestartCommand extends PlatformCommand {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(500);

    /** An instance serves for this long before the next one is stopped. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final String READY = "ready";

    @Parameters(
            paramLabel = "NAME",
            description =
                    "A service, such as feed-service, or one instance of it, such as"
                            + " feed-service-0.")
    private String name = "";

    RestartCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var control = ControlClient.connect(directory())) {
            var instances = instances(control.processes(), name);
            for (int i = 0; i < instances.size(); i++) {
                if (i > 0) {
                    Thread.sleep(PAUSE);
                }
                restart(control, instances.get(i));
            }
        }
        return DONE;
    }

    /**
     * The names of the processes that are meant.
     *
     * @throws ClusterException if there are none
     */
    static List<String> instances(List<ProcessReport> all, String name) {
        var instances =
                all.stream()
                        .map(ProcessReport::name)
                        .filter(one ->
                                one.equals(name) || one.matches(Pattern.quote(name) + "-\\d+"))
                        .toList();
        if (instances.isEmpty()) {
            throw new ClusterException(
                    "There is no service or process \"%s\"; ./rookery status lists them."
                            .formatted(name));
        }
        return instances;
    }

    private void restart(ControlClient control, String instance)
            throws IOException, InterruptedException {
        var start = System.nanoTime();
        control.act(instance, "restart");
        while (!isReady(control, instance)) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new ClusterException(
                        "%s is not ready after %d s; ./rookery logs %s shows why. The other instances were not restarted."
                                .formatted(instance, LIMIT.toSeconds(), instance));
            }
            Thread.sleep(LOOK);
        }
        output().printf(
                        Locale.ROOT,
                        "  %-20s ready after %5.1f s%n",
                        instance,
                        Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
    }

    private static boolean isReady(ControlClient control, String instance) throws IOException {
        return control.processes().stream()
                .anyMatch(one -> one.name().equals(instance) && one.state().equals(READY));
    }
}
