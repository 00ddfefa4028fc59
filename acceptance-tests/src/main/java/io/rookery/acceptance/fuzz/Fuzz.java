package io.rookery.acceptance.fuzz;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.population.Progress;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.command.UsageErrors;
import io.rookery.launcher.process.Directories;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Command that starts a platform, sends it a million malformed requests, and prints what went
 * wrong.
 */
public final class Fuzz {

    private static final int PORT = 18_000;
    private static final long REQUESTS = 1_000_000;

    private Fuzz() {}

    /** The command line. Exits with 1 if anything was wrong. */
    @Command(
            name = "fuzz",
            description = "Start a separate platform and send it malformed requests.")
    private static final class Line implements Callable<Integer> {

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "REQUESTS",
                description = "Number of requests (${DEFAULT-VALUE}).")
        private long requests = REQUESTS;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "SEED",
                description = "Seed of the first request; default: from the clock.")
        private @Nullable Long seed;

        @Override
        public Integer call() throws Exception {
            return run(requests, seed == null ? System.nanoTime() : seed, System.out) ? 0 : 1;
        }
    }

    public static void main(String... arguments) {
        System.exit(UsageErrors.run(new Line(), System.out, arguments));
    }

    private static boolean run(long requests, long seed, PrintStream out) throws Exception {
        Path directory = ClusterSettings.repository().resolve("target/fuzz");
        Directories.delete(directory);
        try (Cluster cluster = Cluster.start(ClusterSettings.in(directory).withPort(PORT));
                ApiClient api = new ApiClient(cluster.gateway())) {
            Population people =
                    Population.join(
                            SocialGraph.reedCollege().firstPeople(2),
                            Application.register(api, "Fuzz"),
                            "fuzz",
                            Progress.SILENT);
            out.printf("%,d requests, the first with the seed %d%n", requests, seed);
            PlatformHealthCheck healthCheck = PlatformHealthCheck.from(cluster);
            FuzzRun.FuzzResult result =
                    FuzzRun.against(
                            cluster.gateway(),
                            PlatformHealthCheck.paths(api),
                            PlatformHealthCheck.ids(people.people().getFirst()),
                            people.people().stream()
                                    .flatMap(person -> person.token().stream())
                                    .toList(),
                            seed,
                            requests);
            result.statuses().forEach((status, count) -> out.printf("%4d %,d%n", status, count));
            List<String> wrong = healthCheck.complaints();
            result.findings().forEach(out::println);
            wrong.forEach(out::println);
            return result.findings().isEmpty() && wrong.isEmpty();
        }
    }
}
