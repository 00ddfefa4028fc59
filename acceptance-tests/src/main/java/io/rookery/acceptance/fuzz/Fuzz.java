package io.rookery.acceptance.fuzz;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.population.Progress;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.process.Directories;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Command that starts a platform, sends it a million malformed requests, and prints what went
 * wrong.
 */
public final class Fuzz {

    private static final int PORT = 18_000;
    private static final long REQUESTS = 1_000_000;

    private Fuzz() {}

    /**
     * Runs the fuzz test. The arguments are the number of requests and the first seed; the defaults
     * are a million and a seed from the clock. Exits with 1 if anything was wrong.
     */
    public static void main(String[] args) throws Exception {
        long requests = args.length > 0 ? Long.parseLong(args[0]) : REQUESTS;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        System.exit(run(requests, seed, System.out) ? 0 : 1);
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
            out.printf("%,d requests, the first drawn by the seed %d%n", requests, seed);
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
