package io.rookery.launcher.command;

import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.cluster.StateDirectory;
import io.rookery.launcher.control.ControlServer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Starts the platform, says where it is, and stops it when told to. */
final class UpCommand {

    private final Command.Up command;
    private final PrintStream output;
    private final CountDownLatch stopRequested = new CountDownLatch(1);

    UpCommand(Command.Up command, PrintStream output) {
        this.command = command;
        this.output = output;
    }

    /** Returns when the platform was asked to stop by {@code down}; a signal ends the JVM. */
    void run() throws IOException, InterruptedException {
        var start = System.nanoTime();
        var settings =
                ClusterSettings.in(command.directory())
                        .withPort(command.port())
                        .withAddress(command.listen());
        var cluster = Cluster.open(settings, this::report);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster), "stop"));
        output.println("Starting Rookery in " + command.directory());
        try (var _ = ControlServer.start(cluster, stopRequested::countDown)) {
            cluster.start();
            welcome(cluster, Duration.ofNanos(System.nanoTime() - start));
            stopRequested.await();
        }
    }

    private void report(String what, Duration took) {
        output.printf(Locale.ROOT, "  %-20s ready after %5.1f s%n", what, seconds(took));
    }

    private void welcome(Cluster cluster, Duration took) {
        output.printf(
                Locale.ROOT,
                """

                Rookery is ready after %.1f s:  %s

                  try     curl %2$s/api/v2/instance
                  look    ./rookery status           (in another terminal)
                  break   ./rookery kill shard-0-a
                  logs    %s
                  stop    Ctrl-C, or ./rookery down

                """,
                seconds(took),
                cluster.gateway(),
                StateDirectory.logs(command.directory()));
    }

    private void stop(Cluster cluster) {
        var start = System.nanoTime();
        output.println("Stopping");
        cluster.close();
        output.printf(
                Locale.ROOT,
                "Stopped after %.1f s%n",
                seconds(Duration.ofNanos(System.nanoTime() - start)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
