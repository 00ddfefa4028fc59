package io.rookery.acceptance;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.population.Population;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Command that loads a real social graph into a running cluster, checks every home timeline, and
 * prints how to explore the cluster.
 */
public final class Demo {

    private static final int STATUSES = 2_000;
    private static final long SEED = 98;

    private Demo() {}

    /**
     * Runs the demo. The argument is the base address; the default is {@code
     * http://127.0.0.1:3000}. {@code --port N} means this machine and that port.
     */
    public static void main(String[] args) {
        PrintStream out = System.out;
        Optional<URI> address = address(args);
        if (address.isEmpty()) {
            out.println(
                    "rookery: demo takes an address such as http://127.0.0.1:3000, or --port N.");
            System.exit(2);
        }
        URI base = address.orElseThrow();
        try (ApiClient api = new ApiClient(base)) {
            System.exit(run(api, out));
        } catch (UncheckedIOException e) {
            out.println();
            out.println("Rookery does not answer at " + base + ". Start it first: ./rookery up");
            System.exit(1);
        } catch (IllegalStateException e) {
            out.println();
            out.println("The demo stopped: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Optional<URI> address(String[] args) {
        String text =
                switch (args.length) {
                    case 0 -> "http://127.0.0.1:3000";
                    case 1 -> args[0];
                    default -> args[0].equals("--port") ? "http://127.0.0.1:" + args[1] : "";
                };
        try {
            URI address = new URI(text);
            return Optional.of(address).filter(uri -> uri.getHost() != null);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
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
            out.println(differences.size() + " home timelines are not what the graph says.");
            return 1;
        }
        out.printf(
                """
                All %d home timelines hold exactly what the graph says.
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
