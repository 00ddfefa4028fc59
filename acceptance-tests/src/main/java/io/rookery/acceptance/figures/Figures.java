package io.rookery.acceptance.figures;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.client.Person;
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
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Command that starts a platform, measures its startup, memory, throughput and write stalls, and
 * prints the figures.
 */
public final class Figures {

    private static final int DEFAULT_PORT = 19_000;
    private static final int PEOPLE = 200;
    private static final int STATUSES = 1_000;
    private static final int CLIENTS = 8;
    private static final int KILLS = 7;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration MEASURED = Duration.ofSeconds(15);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final PrintStream out;

    private Figures(PrintStream out) {
        this.out = out;
    }

    /** The command line. */
    @Command(
            name = "figures",
            description = "Start a separate platform and measure it: start, memory, CPU, stalls.")
    private static final class Line implements Callable<Integer> {

        @Parameters(
                arity = "0..1",
                paramLabel = "PORT",
                description = "Port of the gateway (${DEFAULT-VALUE}).")
        private int port = DEFAULT_PORT;

        @Override
        public Integer call() throws Exception {
            new Figures(System.out).run(port);
            return 0;
        }
    }

    public static void main(String... arguments) {
        System.exit(UsageErrors.run(new Line(), System.out, arguments));
    }

    private void run(int port) throws IOException, InterruptedException, ExecutionException {
        Path directory = ClusterSettings.repository().resolve("target/figures");
        Directories.delete(directory);
        ClusterSettings settings = ClusterSettings.in(directory).withPort(port);
        try (Cluster cluster = start("first", settings)) {
            cluster.rehearse();
        }
        try (Cluster cluster = start("second", settings)) {
            memory(cluster);
            try (ApiClient api = new ApiClient(cluster.gateway())) {
                Population people =
                        Population.join(
                                SocialGraph.reedCollege().firstPeople(PEOPLE),
                                Application.register(api, "Figures"),
                                "figure",
                                Progress.SILENT);
                people.befriend();
                people.publish(STATUSES, 1);
                out.printf(
                        "%d people, %d friendships, %d statuses, %d clients%n",
                        PEOPLE, people.graph().friendships().size(), STATUSES, CLIENTS);
                cpu(
                        "home read (20 statuses)",
                        cluster,
                        number ->
                                person(people, number)
                                        .get("/api/v1/timelines/home")
                                        .expectSuccess());
                cpu("post with its fan-out", cluster, number -> post(people, number));
                stalls(cluster, people);
            }
            memory(cluster);
        }
    }

    private Cluster start(String what, ClusterSettings settings)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        Cluster cluster = Cluster.start(settings);
        out.printf("start, %s: %.1f s%n", what, (System.nanoTime() - began) / 1e9);
        return cluster;
    }

    private void memory(Cluster cluster) throws InterruptedException {
        long all = 0;
        for (ProcessReport process : cluster.report()) {
            Long bytes = process.memory();
            if (bytes != null) {
                out.printf("  %-20s %5d MB%n", process.name(), bytes >> 20);
                all += bytes;
            }
        }
        out.printf("total memory (PSS): %d MB%n", all >> 20);
    }

    private static Person person(Population people, long number) {
        return people.person((int) (number % people.people().size()));
    }

    private static void post(Population people, long number) {
        person(people, number).tryPublish("Figure " + number).expectSuccess();
    }

    private void cpu(String what, Cluster cluster, LongConsumer request)
            throws InterruptedException, ExecutionException {
        ClosedLoop.run(CLIENTS, WARM_UP, request);
        Thread.sleep(DRAIN);
        SortedMap<String, Long> before = CpuTime.of(cluster.processes());
        long answered = ClosedLoop.run(CLIENTS, MEASURED, request);
        Thread.sleep(DRAIN);
        SortedMap<String, Long> spent = CpuTime.of(cluster.processes());
        before.forEach((kind, millis) -> spent.merge(kind, -millis, Long::sum));
        out.printf(
                "%s: %.0f per second, %.2f ms of CPU over all server processes%n",
                what,
                answered / (double) MEASURED.toSeconds(),
                spent.values().stream().mapToLong(Long::longValue).sum() / (double) answered);
        spent.forEach((kind, millis) ->
                out.printf("  %-20s %5.2f ms%n", kind, millis / (double) answered));
    }

    /**
     * Kills a primary repeatedly under load, and prints the longest time that a post took during
     * each failover.
     */
    private void stalls(Cluster cluster, Population people)
            throws InterruptedException, ExecutionException {
        List<Long> longest = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            AtomicLong stall = new AtomicLong();
            Thread killer =
                    Thread.ofVirtual()
                            .start(() -> {
                                sleep(Duration.ofSeconds(1));
                                cluster.primaryOf("shard-0").orElseThrow().kill();
                            });
            ClosedLoop.run(
                    CLIENTS,
                    Duration.ofSeconds(5),
                    number -> {
                        long began = System.nanoTime();
                        post(people, number);
                        stall.accumulateAndGet(System.nanoTime() - began, Math::max);
                    });
            killer.join();
            longest.add(stall.get() / 1_000_000);
            cluster.awaitWhole(RECOVERY);
        }
        longest.sort(null);
        out.printf(
                "write stall after kill -9 of a primary, %d kills: median %d ms, worst %d ms %s%n",
                KILLS, longest.get(KILLS / 2), longest.getLast(), longest);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
