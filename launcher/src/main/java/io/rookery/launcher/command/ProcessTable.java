package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ProcessReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The processes of a cluster, one a line, for people to read. */
final class ProcessTable {

    private static final List<String> HEAD =
            List.of("PROCESS", "ROLE", "PID", "PORT", "STATE", "MEMORY");
    private static final List<Boolean> TO_THE_RIGHT =
            List.of(false, false, true, true, false, true);
    private static final String UNKNOWN = "-";

    private static final int STATE = HEAD.indexOf("STATE");

    private final Terminal terminal;

    /**
     * @param terminal for the colours of states
     */
    ProcessTable(Terminal terminal) {
        this.terminal = terminal;
    }

    String of(List<ProcessReport> processes) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        for (var process : processes) {
            rows.add(
                    List.of(
                            process.name(),
                            process.role(),
                            orUnknown(process.pid()),
                            Integer.toString(process.port()),
                            process.state(),
                            megabytes(process.memory())));
        }
        long sum =
                processes.stream()
                        .map(ProcessReport::memory)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum();
        rows.add(List.of("", "", "", "", "total", megabytes(sum)));
        var widths = new int[HEAD.size()];
        for (var row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        var table = new StringBuilder();
        rows.forEach(row -> append(table, row, widths));
        return table.toString();
    }

    private void append(StringBuilder table, List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            var cell = row.get(column);
            var padding = " ".repeat(widths[column] - cell.length());
            var shown = column == STATE ? coloured(cell) : cell;
            line.append(TO_THE_RIGHT.get(column) ? padding + shown : shown + padding).append("  ");
        }
        table.append(line.toString().stripTrailing()).append('\n');
    }

    private String coloured(String state) {
        return switch (state) {
            case "running", "ready" -> terminal.coloured(Terminal.Colour.GOOD, state);
            case "stopped", "failing" -> terminal.coloured(Terminal.Colour.BAD, state);
            case "STATE", "total" -> state;
            default -> terminal.coloured(Terminal.Colour.WARNING, state);
        };
    }

    private static String orUnknown(@Nullable Long number) {
        return number == null ? UNKNOWN : number.toString();
    }

    private static String megabytes(@Nullable Long bytes) {
        return bytes == null
                ? UNKNOWN
                : String.format(Locale.ROOT, "%.1f MB", bytes / (1024.0 * 1024.0));
    }
}
