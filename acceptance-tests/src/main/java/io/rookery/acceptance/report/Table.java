package io.rookery.acceptance.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A Markdown table with one row for each result. */
final class Table {

    private static final String HEAD =
            """
            | scenario | requests | per s | failed | stall | p50 | p99 | detected | recovered | attempts | queue | wrong | diagnosis | |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """;
    private static final String NOT_MEASURED = "–";

    private Table() {}

    static String of(List<Result> results) {
        return results.stream().map(Table::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Result result) {
        Result.Load load = result.load();
        Result.Data data = result.data();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %s | %s | %s/%s/%s | %s/%s/%s | %s | %s | %.2f | %d | %d/%d/%d | %s | %s |%n",
                result.title(),
                load.requests(),
                load.perSecond(),
                failed(load, result.times()),
                measured(load.stall()),
                measured(load.before().p50()),
                measured(load.during().p50()),
                measured(load.after().p50()),
                measured(load.before().p99()),
                measured(load.during().p99()),
                measured(load.after().p99()),
                measured(result.times().detected()),
                measured(result.times().whole()),
                result.platform().amplification(),
                result.platform().peakBacklog(),
                data.lost(),
                data.doubled(),
                data.violations(),
                takenFor(result.diagnoses().said()),
                result.hasPassed() ? "✓" : "✗");
    }

    private static String failed(Result.Load load, Result.Times times) {
        return load.failed() == 0
                ? "0"
                : "%d (%d refused), %d–%d"
                        .formatted(
                                load.failed(),
                                load.refused(),
                                times.firstFailure(),
                                times.lastFailure());
    }

    private static String takenFor(List<String> said) {
        return said.isEmpty() ? NOT_MEASURED : String.join(", ", said);
    }

    private static String measured(long millis) {
        return millis < 0 ? NOT_MEASURED : Long.toString(millis);
    }
}
