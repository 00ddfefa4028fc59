package io.rookery.launcher.command;

import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.cluster.StateDirectory;
import io.rookery.launcher.control.ControlServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the platform, says where it is, and stops it when told to. */
@Command(name = "up", description = "Start the whole platform, and stop it on Ctrl-C.")
final class UpCommand extends PlatformCommand {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + ClusterSettings.DEFAULT_PORT,
            description =
                    "Port of the gateway (${DEFAULT-VALUE}); everything else is at PORT+100 …"
                            + " PORT+281.")
    private int port;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = ClusterSettings.DEFAULT_ADDRESS,
            description = "Address that the gateway listens on (${DEFAULT-VALUE}).")
    private String listen = ClusterSettings.DEFAULT_ADDRESS;

    private volatile boolean stopping;
    private volatile @Nullable ControlServer control;

    UpCommand(Terminal terminal) {
        super(terminal);
    }

    /** Stays until the JVM ends: by a signal, or because {@code down} was called elsewhere. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        var start = System.nanoTime();
        var settings = ClusterSettings.in(directory()).withPort(port).withAddress(listen);
        var cluster = Cluster.open(settings, this::report);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster), "stop"));
        output().println("Starting Rookery in " + directory());
        control = ControlServer.start(cluster, UpCommand::exit);
        try {
            cluster.start();
            welcome(cluster, Duration.ofNanos(System.nanoTime() - start));
            cluster.rehearse();
            return stay();
        } catch (IOException | RuntimeException e) {
            if (stopping) {
                // What was being started when everything was told to stop did not come to be.
                return stay();
            }
            throw e;
        }
    }

    /** Has the stop begin elsewhere, since it waits for whoever asked for it. */
    private static void exit() {
        Thread.ofPlatform().name("exit").start(() -> System.exit(0));
    }

    private static int stay() throws InterruptedException {
        new CountDownLatch(1).await();
        return DONE;
    }

    private void report(String what, Duration took) {
        output().printf(Locale.ROOT, "  %-20s ready after %5.1f s%n", what, seconds(took));
    }

    private void welcome(Cluster cluster, Duration took) {
        output().printf(
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
                        StateDirectory.logs(directory()));
    }

    private void stop(Cluster cluster) {
        stopping = true;
        var commands = control;
        if (commands != null) {
            commands.close();
        }
        var start = System.nanoTime();
        output().println("Stopping");
        cluster.close();
        output().printf(
                        Locale.ROOT,
                        "Stopped after %.1f s%n",
                        seconds(Duration.ofNanos(System.nanoTime() - start)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
