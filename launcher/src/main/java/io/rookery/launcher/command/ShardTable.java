package io.rookery.launcher.command;

import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The shards, and the moves between them, for people to read. */
final class ShardTable {

    private static final String SHARD = "%-16s  %-10s  %6s  %8s%n";
    private static final int BAR = 20;
    private static final double MEGABYTE = 1024 * 1024;

    private ShardTable() {}

    /** The tables of what {@code GET /v1/shards} answers. */
    static String of(JsonNode status) {
        var text = new StringBuilder(SHARD.formatted("SHARD", "STATE", "SLOTS", "WEIGHT"));
        for (var shard : status.path("shards")) {
            text.append(
                    SHARD.formatted(
                            shard.path("name").asString(),
                            shard.path("state").asString(),
                            shard.path("slots").asInt(),
                            number(shard.path("weight").asDouble())));
        }
        text.append(moves(status));
        return text.toString();
    }

    /** Only the moves, and whether they are paused. */
    static String moves(JsonNode status) {
        var text = new StringBuilder();
        for (var move : status.path("moves")) {
            text.append(line(move)).append('\n');
            text.append("    ").append(move.path("doing").asString()).append('\n');
        }
        if (status.path("paused").asBoolean()) {
            text.append("Moves are paused; ./rookery shard resume continues them.\n");
        }
        return text.toString();
    }

    private static String line(JsonNode move) {
        return "%s  %s > %s  %d slots%s  %s%s%s"
                .formatted(
                        move.path("id").asString(),
                        move.path("source").asString(),
                        move.path("target").asString(),
                        move.path("slot_count").asInt(),
                        move.path("undo").asBoolean() ? " (undone)" : "",
                        move.path("phase").asString(),
                        move.has("rows") ? copied(move) : "",
                        move.has("lag_millis")
                                ? "  lag " + move.path("lag_millis").asLong() + " ms"
                                : "");
    }

    private static String copied(JsonNode move) {
        long copied = move.path("rows").path("copied").asLong();
        long total = move.path("rows").path("total").asLong();
        return String.format(
                Locale.ROOT,
                "  %s %d of %d rows, %.1f of %.1f MB",
                bar(copied, total),
                copied,
                total,
                move.path("bytes").path("copied").asLong() / MEGABYTE,
                move.path("bytes").path("total").asLong() / MEGABYTE);
    }

    /** A bar that is full when everything is copied. */
    static String bar(long copied, long total) {
        int filled = total <= 0 ? BAR : Math.clamp(BAR * copied / total, 0, BAR);
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
    }

    private static String number(double weight) {
        return weight == Math.rint(weight) ? Long.toString((long) weight) : Double.toString(weight);
    }

    /** Whether every slot is where it is to stay. */
    static boolean isEven(JsonNode status) {
        return status.path("even").asBoolean();
    }

    /** Whether a move is unfinished in which the shard takes part. */
    static boolean isMoving(JsonNode status, String shard) {
        return StreamSupport.stream(status.path("moves").spliterator(), false)
                .anyMatch(move ->
                        move.path("source").asString().equals(shard)
                                || move.path("target").asString().equals(shard));
    }

    /** Whether there is a shard of this name. */
    static boolean has(JsonNode status, String shard) {
        return StreamSupport.stream(status.path("shards").spliterator(), false)
                .anyMatch(one -> one.path("name").asString().equals(shard));
    }
}
