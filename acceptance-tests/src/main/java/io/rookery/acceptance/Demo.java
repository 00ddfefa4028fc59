package io.rookery.acceptance;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.population.Population;
import io.rookery.launcher.command.UsageErrors;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command that loads a real social graph into a running cluster, checks every home timeline, and
 * prints how to explore the cluster.
 */
public final class Demo {

    private static final int DEFAULT_PORT = 3000;
    private static final int STATUSES = 2_000;
    private static final long SEED = 98;

    private Demo() {}

    /** The command line. */
    @Command(
            name = "demo",
            description =
                    "Load a real social graph of 962 people into the running platform, and check"
                            + " every home timeline.")
    private static final class Line implements Callable<Integer> {

        @Spec private @Nullable CommandSpec spec;

        @Parameters(
                paramLabel = "ADDRESS",
                arity = "0..1",
                description = "Address of the platform (http://127.0.0.1:3000).")
        private @Nullable URI address;

        @Option(
                names = "--port",
                paramLabel = "PORT",
                description = "Port of the gateway on this machine (3000).")
        private @Nullable Integer port;

        @Override
        public Integer call() {
            URI base = base();
            try (ApiClient api = new ApiClient(base)) {
                return run(api, System.out);
            } catch (UncheckedIOException e) {
                System.out.println();
                System.out.println(
                        "Rookery does not answer at " + base + ". Start it first: ./rookery up");
            } catch (IllegalStateException e) {
                System.out.println();
                System.out.println("The demo stopped: " + e.getMessage());
            }
            return 1;
        }

        private URI base() {
            URI given = address;
            if (given == null) {
                return URI.create("http://127.0.0.1:" + (port == null ? DEFAULT_PORT : port));
            }
            if (port != null || given.getHost() == null) {
                throw new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "The demo takes an address such as http://127.0.0.1:3000, or --port");
            }
            return given;
        }
    }

    public static void main(String... arguments) {
        System.exit(UsageErrors.run(new Line(), System.out, arguments));
    }

    private static int run(ApiClient api, PrintStream out) {
        ProgressBar bar = new ProgressBar(out);
        Population population =
                Population.join(
                        SocialGraph.reedCollege(),
                        Application.register(api, "Rookery demo"),
                        "reed",
                        bar);
        population.befriend();
        population.publish(STATUSES, SEED);
        List<String> differences = population.differences();
        out.println();
        if (!differences.isEmpty()) {
            differences.stream().limit(5).forEach(out::println);
            out.println(differences.size() + " home timelines differ from the graph.");
            return 1;
        }
        out.printf(
                """
                All %d home timelines match the graph exactly.
                Look around:
                  curl %s/api/v1/timelines/public
                  curl %s/api/v1/accounts/lookup?acct=reed000
                  toot login_cli --disable-https -i %s -e reed000@example.org   (password: %s)
                  toot timeline
                """,
                population.people().size(),
                api.base(),
                api.base(),
                api.base().getAuthority(),
                Population.password());
        return 0;
    }
}
