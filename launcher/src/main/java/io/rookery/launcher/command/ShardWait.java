package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Waits for moves, and shows their progress meanwhile. */
final class ShardWait {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Storage-service may be without a leader, or restarting. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final String LINE_UP = "\u001b[1A\u001b[2K";

    private final StorageService storage;
    private final Terminal terminal;
    private int shown;
    private String last = "";
    private long lastRows = -1;
    private long lastNanos;

    ShardWait(StorageService storage, Terminal terminal) {
        this.storage = storage;
        this.terminal = terminal;
    }

    /**
     * Waits until the condition holds, or moves are paused.
     *
     * @return the last status
     * @throws ClusterException if storage-service does not answer for two minutes
     */
    JsonNode until(Predicate<JsonNode> condition) throws IOException, InterruptedException {
        var heard = System.nanoTime();
        while (true) {
            try {
                var status = storage.get("/v1/shards");
                heard = System.nanoTime();
                show(status);
                if (condition.test(status) || status.path("paused").asBoolean()) {
                    return status;
                }
            } catch (ClusterException e) {
                if (System.nanoTime() - heard > SILENCE.toNanos()) {
                    throw e;
                }
            }
            Thread.sleep(INTERVAL);
        }
    }

    /** Replaces what was shown before, on a terminal; elsewhere, prints what has changed. */
    private void show(JsonNode status) {
        var text = ShardTable.moves(status);
        if (terminal.interactive()) {
            text += rate(status);
            terminal.output().print(LINE_UP.repeat(shown) + text);
            terminal.output().flush();
            shown = (int) text.chars().filter(each -> each == '\n').count();
        } else if (!text.equals(last)) {
            terminal.output().print(text);
        }
        last = text;
    }

    /** How fast rows are being copied, and how long the rest takes. */
    private String rate(JsonNode status) {
        long copied = 0;
        long total = 0;
        for (var move : status.path("moves")) {
            copied += move.path("rows").path("copied").asLong(0);
            total += move.path("rows").path("total").asLong(0);
        }
        var now = System.nanoTime();
        var rows = copied - lastRows;
        var seconds = (now - lastNanos) / (double) Duration.ofSeconds(1).toNanos();
        var isFirst = lastRows < 0;
        lastRows = copied;
        lastNanos = now;
        if (isFirst || rows <= 0) {
            return "";
        }
        var rate = rows / seconds;
        return String.format(
                Locale.ROOT,
                "%.0f rows per second, %.0f s left%n",
                rate,
                Math.max(0, total - copied) / rate);
    }
}
