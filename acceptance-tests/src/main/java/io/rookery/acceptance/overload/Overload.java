package io.rookery.acceptance.overload;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.population.Progress;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.cluster.ProcessReport;
import io.rookery.launcher.command.UsageErrors;
import io.rookery.launcher.process.Directories;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Command that starts a platform, finds its maximum throughput, sends five times as many requests,
 * and prints the remaining throughput and the time until it is normal again.
 */
public final class Overload {

    private static final int DEFAULT_PORT = 19_000;
    private static final int PEOPLE = 100;
    private static final int STATUSES = 500;
    private static final int[] STEPS = {8, 16, 32, 64};
    private static final int FACTOR = 5;
    private static final double REQUIRED_GOODPUT = 0.8;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration OVERLOADED = Duration.ofSeconds(20);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration AFTERWARDS = Duration.ofSeconds(20);

    private final PrintStream out;
    private double shareAtPeak;

    private Overload(PrintStream out) {
        this.out = out;
    }

    /**
     * The command line. The exit status is 1 if too few requests succeed, or if any response is
     * neither a success nor a refusal.
     */
    @Command(
            name = "overload",
            description =
                    "Start a separate platform and send it five times the load that it can serve.")
    private static final class Line implements Callable<Integer> {

        @Parameters(
                arity = "0..1",
                paramLabel = "PORT",
                description = "Port of the gateway (${DEFAULT-VALUE}).")
        private int port = DEFAULT_PORT;

        @Override
        public Integer call() throws Exception {
            return new Overload(System.out).run(port) ? 0 : 1;
        }
    }

    public static void main(String... arguments) {
        System.exit(UsageErrors.run(new Line(), System.out, arguments));
    }

    private boolean run(int port) throws IOException, InterruptedException {
        Path directory = ClusterSettings.repository().resolve("target/overload");
        Directories.delete(directory);
        ClusterSettings settings = ClusterSettings.in(directory).withPort(port);
        try (Cluster cluster = Cluster.start(settings);
                ApiClient api = new ApiClient(cluster.gateway());
                NonBlockingClient httpClient = new NonBlockingClient(cluster.gateway())) {
            Population people =
                    Population.join(
                            SocialGraph.reedCollege().firstPeople(PEOPLE),
                            Application.register(api, "Overload"),
                            "overload",
                            Progress.SILENT);
            people.befriend();
            people.publish(STATUSES, 1);
            return measure(cluster, new Load(httpClient, new WorkloadMix(people)));
        }
    }

    private boolean measure(Cluster cluster, Load load) throws IOException, InterruptedException {
        double peak = peak(load);
        Thread.sleep(DRAIN);
        Map<String, Long> before = memory(cluster);
        Duration spent = ownTime();
        Load.Open overload = load.open(FACTOR * peak, OVERLOADED);
        double ownShare = shareOfMachine(ownTime().minus(spent), OVERLOADED);
        Load.Open afterwards = load.open(peak / 2, AFTERWARDS);
        double goodput = overload.successesInTime() / (double) OVERLOADED.toSeconds();
        Outcomes outcomes = overload.outcomes();
        out.printf(
                "offered %.0f/s for %d s, %d requests not sent because too many were pending%n",
                FACTOR * peak, OVERLOADED.toSeconds(), overload.unsent());
        out.printf(
                "goodput %.0f/s of at most %.0f/s: %.0f %%%n", goodput, peak, 100 * goodput / peak);
        out.printf(
                "CPU share of the clients: %.0f %% during the overload, %.0f %% at the peak%n",
                100 * ownShare, 100 * shareAtPeak);
        out.printf(
                "admitted: p50 %.0f ms, p99 %.0f ms%n",
                outcomes.admittedWithin(0.5), outcomes.admittedWithin(0.99));
        out.printf(
                "refused: p50 %.0f ms, p99 %.0f ms%n",
                outcomes.shedWithin(0.5), outcomes.shedWithin(0.99));
        out.printf(
                "answers by status (0: none): %s; afterwards: %s%n",
                outcomes.byStatus(), afterwards.outcomes().byStatus());
        out.printf(
                "first second without failures after the overload: %d%n",
                afterwards.outcomes().firstCleanSecond());
        Map<String, Long> after = memory(cluster);
        after.forEach((name, bytes) ->
                out.printf(
                        "  %-20s %5d MB before, %5d MB after%n",
                        name, before.getOrDefault(name, 0L) >> 20, bytes >> 20));
        boolean isGood = goodput >= REQUIRED_GOODPUT * peak && outcomes.others() == 0;
        out.println(isGood ? "The test has passed." : "The test has FAILED.");
        return isGood;
    }

    /** Measures the maximum number of successes per second over several numbers of clients. */
    private double peak(Load load) throws IOException {
        load.closed(STEPS[1], WARM_UP);
        double peak = 0;
        for (int clients : STEPS) {
            Duration spent = ownTime();
            Outcomes outcomes = load.closed(clients, STEP);
            double ownShare = shareOfMachine(ownTime().minus(spent), STEP);
            double rate = outcomes.successes() / (double) STEP.toSeconds();
            out.printf(
                    "%3d clients: %5.0f/s, p50 %4.0f ms, p99 %4.0f ms, by status %s%n",
                    clients,
                    rate,
                    outcomes.admittedWithin(0.5),
                    outcomes.admittedWithin(0.99),
                    outcomes.byStatus());
            if (rate > peak) {
                peak = rate;
                shareAtPeak = ownShare;
            }
        }
        return peak;
    }

    /** Returns the processor time of the clients, which share the machine with the platform. */
    private static Duration ownTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double shareOfMachine(Duration spent, Duration time) {
        return (double) spent.toNanos()
                / time.toNanos()
                / Runtime.getRuntime().availableProcessors();
    }

    private static Map<String, Long> memory(Cluster cluster) throws InterruptedException {
        Map<String, Long> memory = new LinkedHashMap<>();
        for (ProcessReport process : cluster.report()) {
            Long bytes = process.memory();
            if (bytes != null && process.name().matches("gateway.*|.*-service.*")) {
                memory.put(process.name(), bytes);
            }
        }
        return memory;
    }
}
