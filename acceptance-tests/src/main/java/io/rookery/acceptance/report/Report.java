package io.rookery.acceptance.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The results of the scenarios, as Markdown for people and as JSON for programs. */
public final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final List<Result> results;
    private final List<String> missing;

    private Report(List<Result> results, List<String> missing) {
        this.results = List.copyOf(results);
        this.missing = List.copyOf(missing);
    }

    /**
     * Creates the report of all results that exist.
     *
     * @param scenarios names of all scenarios, in their order
     */
    public static Report of(Results results, List<String> scenarios) throws IOException {
        return new Report(
                results.of(scenarios),
                scenarios.stream().filter(scenario -> !results.has(scenario)).toList());
    }

    /** Writes {@code failures.json} and {@code failures.md} into the directory. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("failures.json"), JSON.writeValueAsString(results));
        Files.writeString(directory.resolve("failures.md"), markdown());
    }

    /** The whole document in Markdown. */
    public String markdown() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Failures

                        Faults were injected into a running platform while people used it. This page shows what clients saw.

                        **Workload.** An open loop: 60 % home timelines, 30 % an account's statuses, 10 % posts (some of them for followers
                        only), besides follows, unfollows, blocks, favourites and deletions. The rate is at most 25 requests per
                        second. Each scenario first measures which rate leaves 40 % of the machine's processors idle, because a service that
                        restarts on a machine without idle processors is late in any case. A series of random faults also waits
                        before each fault until requests are answered and processors are idle again.

                        **Clients** wait 10 s. They repeat only a write whose outcome they do not know, under its idempotency key. They
                        know two gateways and alternate between them. A gateway that refuses or resets a connection is skipped for
                        5 s, and the request goes to the other one, a write with the same key. If the fault is at a gateway, clients also
                        leave it after 3 s without an answer, and return to it once if the other one refuses.

                        **Checks.** Authors read their own writes at once. Every page that is read is checked for statuses that
                        its reader may not see.

                        """);
        text.append(origin());
        text.append(
                """

                Times are in milliseconds. *per s*: requests per second. *failed*: failed requests, how many of them the client was told
                to retry, and when the first and the last one failed, after the fault. *stall*: the longest time that a request took.
                *p50*, *p99*: latency before, during and after the fault. *detected*: time from the fault to its detection.
                *recovered*: time from the fault until the platform was as before, including the duration of the fault. *attempts*:
                requests that the services received for each request of a client. *queue*: the largest number of events waiting in the
                outboxes of one shard. *wrong*: acknowledged writes that are missing / writes that exist more than once / other
                violations (two writable primaries, a timeline that differs from what was acknowledged, a write that its author
                does not see, a status that its reader may not see, a wrong count).

                """);
        text.append(Table.of(results));
        List<Result> missed = results.stream().filter(result -> !result.hasPassed()).toList();
        if (!missed.isEmpty()) {
            text.append("\n## Failed scenarios\n\n");
            for (Result result : missed) {
                text.append("- **").append(result.scenario()).append("**: ");
                text.append(String.join(" ", result.shortfalls()).replace('\n', ' ')).append('\n');
            }
        }
        String matrix = new ConfusionMatrix(results).markdown();
        if (!matrix.isEmpty()) {
            text.append("\n## Diagnoses\n\n").append(matrix);
        }
        if (!missing.isEmpty()) {
            text.append("\n## Not run\n\n");
            text.append(
                    missing.stream()
                            .map(name -> "`" + name + "`")
                            .collect(Collectors.joining(" ", "", "\n")));
        }
        return text.toString();
    }

    /** Describes the runs from which the results come. */
    private String origin() {
        Map<String, List<Result>> runs =
                results.stream()
                        .collect(
                                Collectors.groupingBy(
                                        result -> result.run().id(),
                                        TreeMap::new,
                                        Collectors.toList()));
        String details =
                runs.values().stream().map(Report::sentenceOn).collect(Collectors.joining("; "));
        return "Made by `./rookery prove` in %d run%s: %s.%n"
                .formatted(
                        runs.size(),
                        runs.size() == 1 ? "" : "s (latest result of each scenario)",
                        details.isEmpty() ? "no scenario" : details);
    }

    private static String sentenceOn(List<Result> ofOneRun) {
        Result.Run run = ofOneRun.getFirst().run();
        return "%d scenario%s with seed %d on %d cores"
                .formatted(
                        ofOneRun.size(), ofOneRun.size() == 1 ? "" : "s", run.seed(), run.cores());
    }
}
