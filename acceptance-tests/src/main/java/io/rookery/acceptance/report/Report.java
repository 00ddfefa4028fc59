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

                        What was done to a running platform while people used it (open loop: 60 % home timelines,
                        30 % an account's statuses, 10 % posts, a part of them for followers only, besides follows and their ends, blocks, favourites and deletes), and
                        what they felt of it. Each scenario begins with a look at how many requests per second, 25 at most, leave the machine three
                        tenths of its processors: a service that starts anew beside full ones is late whatever it is made of. Clients wait 10 s and repeat nothing but a write under a key of their own whose outcome they do not know.
                        Whoever writes reads it at once, and every page that is read is judged by what its reader may see. They know two gateways and take turns at them: one that refuses or resets a
                        connection is passed over for 5 s and the request goes to the other one, a write with the same key; where a gateway
                        is harmed, they do so as well when it has been silent for 3 s, and come back to it once when the other one refuses.

                        """);
        text.append(origin());
        text.append(
                """

                Times are in milliseconds. *per s*: requests sent each second. *failed*: how many, of these how many were told to try again, and when the first and the last
                one were known after the fault. *stall*: the longest that any request took. *p50*, *p99*: before, during and after the
                fault. *noticed*: after the fault. *whole*: how long after the fault everything was as before, the time that a fault lasts
                included. *attempts*: requests that the services saw for each of a client. *queue*: the most events that waited
                in one shard's outboxes. *wrong*: acknowledged writes that are not there / writes that are there more than once / all other
                broken promises (two writable primaries, a timeline that differs from what was acknowledged, an own write that its author
                did not see, a status that its reader may not see, a count that is wrong).

                """);
        text.append(Table.of(results));
        List<Result> missed = results.stream().filter(result -> !result.hasPassed()).toList();
        if (!missed.isEmpty()) {
            text.append("\n## Not as promised\n\n");
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
                        runs.size() == 1 ? "" : "s, of each scenario the latest",
                        details.isEmpty() ? "no scenario" : details);
    }

    private static String sentenceOn(List<Result> ofOneRun) {
        Result.Run run = ofOneRun.getFirst().run();
        return "%d scenario%s with seed %d on %d cores"
                .formatted(
                        ofOneRun.size(), ofOneRun.size() == 1 ? "" : "s", run.seed(), run.cores());
    }
}
