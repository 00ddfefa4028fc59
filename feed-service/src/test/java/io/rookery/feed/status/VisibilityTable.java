package io.rookery.feed.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code visibility.csv}, the table of who sees which statuses where. */
final class VisibilityTable {

    private final Map<Cell, List<String>> rows = new LinkedHashMap<>();
    private final Set<String> people = new LinkedHashSet<>();
    private final Set<String> paths = new LinkedHashSet<>();

    private record Cell(String who, String path) {}

    /** Reads the table. Rejects missing and duplicate entries. */
    static VisibilityTable read() {
        VisibilityTable table = new VisibilityTable();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                requireNonNull(
                                        VisibilityTable.class.getResourceAsStream(
                                                "visibility.csv")),
                                UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(table::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        table.refuseGaps();
        return table;
    }

    private void add(String line) {
        List<String> columns = List.of(line.split("\\|"));
        List<String> values = words(columns.get(2));
        for (String who : words(columns.get(0))) {
            for (String path : words(columns.get(1))) {
                people.add(who);
                paths.add(path);
                if (rows.put(new Cell(who, path), values) != null) {
                    throw new IllegalStateException("Said twice: " + who + ", " + path);
                }
            }
        }
    }

    private void refuseGaps() {
        for (String who : people) {
            for (String path : paths) {
                expected(who, path);
            }
        }
    }

    private static List<String> words(String text) {
        return new ArrayList<>(List.of(text.strip().split("\\s+")));
    }

    Set<String> people() {
        return people;
    }

    Set<String> paths() {
        return paths;
    }

    /** Returns the expected results for each kind of status, in the order of {@link Kind}. */
    List<String> expected(String who, String path) {
        List<String> values = rows.get(new Cell(who, path));
        if (values == null || values.size() != Kind.values().length) {
            throw new IllegalStateException("Not said: " + who + ", " + path);
        }
        return values;
    }

    /** The kinds of statuses, in the order of the table's columns. */
    enum Kind {
        PUBLIC("public", ""),
        UNLISTED("unlisted", ""),
        PRIVATE("private", ""),
        DIRECT("direct", "third"),
        LETTER("direct", "viewer"),
        WHISPER("private", "viewer");

        final String visibility;

        /** The person whom the status mentions; empty if nobody. */
        final String named;

        Kind(String visibility, String named) {
            this.visibility = visibility;
            this.named = named;
        }
    }
}
