package io.rookery.acceptance.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Confusion matrix of the faults and the diagnoses of the platform. Each expected diagnosis counts
 * once, so a scenario with several counts several times. A scenario for which no diagnosis is
 * expected also counts, with the diagnosis that was made nevertheless.
 */
final class ConfusionMatrix {

    private static final String NOTHING = "nothing";
    private static final String ELSEWHERE = "another component";

    /** Counts by fault, then by diagnosis. */
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

    private final SortedSet<String> columns = new TreeSet<>();
    private int all;
    private int right;

    ConfusionMatrix(Collection<Result> results) {
        for (Result result : results) {
            Result.Diagnoses diagnoses = result.diagnoses();
            diagnoses.expected().forEach(expected -> count(expected, diagnoses.said()));
            if (diagnoses.isNothingExpected()) {
                count(NOTHING, diagnoses.said().isEmpty() ? List.of(NOTHING) : diagnoses.said());
            }
        }
    }

    private void count(String done, List<String> said) {
        String taken = said.contains(done) ? kind(done) : takenFor(done, said);
        all++;
        right += said.contains(done) ? 1 : 0;
        columns.add(taken);
        counts.computeIfAbsent(kind(done), _ -> new TreeMap<>()).merge(taken, 1, Integer::sum);
    }

    /** Returns the kind that was diagnosed for the affected group, if any was. */
    private static String takenFor(String done, List<String> said) {
        return said.stream()
                .filter(one -> done.equals(NOTHING) || group(one).equals(group(done)))
                .findFirst()
                .map(ConfusionMatrix::kind)
                .orElse(said.isEmpty() ? NOTHING : ELSEWHERE);
    }

    /** A Markdown table with a sentence before it; empty when no scenario had an expectation. */
    String markdown() {
        if (all == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d of %d are right (%.0f %%). Rows are the injected faults, columns the diagnoses.%n%n",
                        right,
                        all,
                        100.0 * right / all));
        text.append("| |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        counts.forEach((done, taken) -> {
            text.append("| **").append(done).append("** |");
            for (String column : columns) {
                text.append(' ').append(taken.getOrDefault(column, 0)).append(" |");
            }
            text.append('\n');
        });
        return text.toString();
    }

    private static String group(String diagnosis) {
        return diagnosis.substring(0, Math.max(0, diagnosis.lastIndexOf(' ')));
    }

    private static String kind(String diagnosis) {
        return diagnosis.substring(diagnosis.lastIndexOf(' ') + 1);
    }
}
