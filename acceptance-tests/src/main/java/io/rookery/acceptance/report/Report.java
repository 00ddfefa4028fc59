package io.rookery.acceptance.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All results of one run, as Markdown for people and as JSON for programs. */
public final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String NOT_MEASURED = "–";

    private final List<Result> results;
    private final List<Omission> omissions;

    /** A scenario that was not run: its name, what it is about, and why this machine cannot. */
    public record Omission(String scenario, String title, String reason) {}

    public Report(List<Result> results, List<Omission> omissions) {
        this.results = List.copyOf(results);
        this.omissions = List.copyOf(omissions);
    }

    /** What was not run has not passed. */
    public boolean hasPassed() {
        return omissions.isEmpty() && results.stream().allMatch(Result::hasPassed);
    }

    /** Writes {@code failures.json} and {@code failures.md} into the directory. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("failures.json"), JSON.writeValueAsString(results));
        Files.writeString(directory.resolve("failures.md"), markdown());
    }

    /** The table that the documents carry. */
    public String markdown() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Failures

                        What was done to a running platform while people used it (40 requests per second, open loop: 60 % home timelines,
                        30 % an account's statuses, 10 % posts, besides follows, favourites and deletes; clients wait 10 s and never repeat a
                        request), and what they felt of it. Made by `./rookery prove`. Times are in milliseconds; p50/p99 stand for before,
                        during and after the fault; *stall* is the longest that any request took; *lost* counts acknowledged writes that are not
                        there, *doubled* writes that are there more than once, *broken* all other broken promises (two writable primaries, a
                        timeline that differs from what was acknowledged, an own write that its author did not see, a count that is wrong, an
                        error or a stack trace in a log).

                        """);
        text.append(
                "| scenario | requests | failed | refused | stall | p50 | p99 | detected | whole | attempts | lost | doubled | broken | diagnosis | |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        results.forEach(result -> text.append(row(result)));
        List<Result> missed = results.stream().filter(result -> !result.hasPassed()).toList();
        if (!missed.isEmpty()) {
            text.append("\n## Not as promised\n\n");
            for (Result result : missed) {
                text.append("- **").append(result.scenario()).append("**: ");
                text.append(String.join(" ", result.shortfalls()).replace('\n', ' ')).append('\n');
            }
        }
        if (!omissions.isEmpty()) {
            text.append("\n## Not run\n\n");
            omissions.forEach(omission ->
                    text.append(
                            "- **%s** (%s): %s.%n"
                                    .formatted(
                                            omission.scenario(),
                                            omission.title(),
                                            omission.reason())));
        }
        return text.append(confusion()).toString();
    }

    private static String row(Result result) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d/%d/%d | %d/%d/%d | %s | %s | %.2f | %d | %d | %d | %s | %s |%n",
                result.title(),
                result.requests(),
                result.failed(),
                result.refused(),
                result.stall(),
                result.before().p50(),
                result.during().p50(),
                result.after().p50(),
                result.before().p99(),
                result.during().p99(),
                result.after().p99(),
                measured(result.detection()),
                measured(result.recovery()),
                result.amplification(),
                result.lost(),
                result.doubled(),
                result.violations(),
                result.diagnosis().isEmpty() ? NOT_MEASURED : String.join(", ", result.diagnosis()),
                result.hasPassed() ? "✓" : "✗");
    }

    private static String measured(long millis) {
        return millis < 0 ? NOT_MEASURED : Long.toString(millis);
    }

    /** What was done against what the platform took it for. */
    private String confusion() {
        List<Result> asked =
                results.stream().filter(result -> !result.expectedDiagnosis().isEmpty()).toList();
        if (asked.isEmpty()) {
            return "";
        }
        Map<String, Map<String, Long>> matrix =
                asked.stream()
                        .collect(
                                Collectors.groupingBy(
                                        result -> kind(result.expectedDiagnosis()),
                                        TreeMap::new,
                                        Collectors.groupingBy(
                                                Report::said,
                                                TreeMap::new,
                                                Collectors.counting())));
        long right =
                asked.stream()
                        .filter(result -> result.diagnosis().contains(result.expectedDiagnosis()))
                        .count();
        StringBuilder text = new StringBuilder("\n## Diagnoses\n\n");
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d of %d are right (%.0f %%).%n%n| done | taken for |%n|---|---|%n",
                        right,
                        asked.size(),
                        100.0 * right / asked.size()));
        matrix.forEach((done, taken) ->
                text.append("| ").append(done).append(" | ").append(taken).append(" |\n"));
        return text.toString();
    }

    private static String said(Result result) {
        if (result.diagnosis().contains(result.expectedDiagnosis())) {
            return kind(result.expectedDiagnosis());
        }
        return result.diagnosis().isEmpty() ? "nothing" : kind(result.diagnosis().getFirst());
    }

    private static String kind(String diagnosis) {
        return diagnosis.substring(diagnosis.lastIndexOf(' ') + 1);
    }
}
