package io.rookery.launcher.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Incidents, one a line and what was done about it below, for people to read. */
final class IncidentTable {

    private static final String LINE = "%-20s  %-10s  %-12s  %-36s  %10s  %10s  %10s%n";
    private static final String NONE = "-";

    private IncidentTable() {}

    /** The table of what {@code GET /v1/incidents} answers. */
    static String of(JsonNode incidents) {
        if (incidents.isEmpty()) {
            return "There are no incidents.\n";
        }
        var table = new StringBuilder();
        table.append(
                LINE.formatted(
                        "BEGAN", "TYPE", "KIND", "COMPONENT", "DETECTED", "BYPASSED", "REPAIRED"));
        for (var incident : incidents) {
            var times = incident.path("times");
            var began = Instant.parse(times.path("began").asString());
            var component = incident.path("component");
            var name = component.path("name").asString("");
            table.append(
                    LINE.formatted(
                            began.toString().substring(0, "2026-01-01T00:00:00".length()) + "Z",
                            component.path("type").asString(),
                            incident.path("kind").asString(),
                            (name.isEmpty() ? component.path("group").asString() : name)
                                    + " "
                                    + component.path("address").asString(),
                            after(began, times.path("detected")),
                            after(began, times.path("routed_around")),
                            after(began, times.path("repaired"))));
            for (var sentence : incident.path("response")) {
                table.append("    ").append(sentence.asString()).append('\n');
            }
        }
        return table.toString();
    }

    private static String after(Instant began, JsonNode time) {
        if (time.isMissingNode() || time.isNull()) {
            return NONE;
        }
        var millis = Duration.between(began, Instant.parse(time.asString())).toMillis();
        return String.format(Locale.ROOT, "+%.1f s", millis / 1000.0);
    }
}
