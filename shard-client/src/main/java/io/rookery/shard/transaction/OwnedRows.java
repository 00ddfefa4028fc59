package io.rookery.shard.transaction;

import io.rookery.shard.map.ShardMaps;
import io.rookery.worker.BackOff;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows that a read has found on one shard, with the slots that the shard owned. */
public final class OwnedRows<T> {

    /** A slot changes its owner within half a second. */
    private static final BackOff BACK_OFF =
            BackOff.of(Duration.ofMillis(10), Duration.ofMillis(100));

    private final SlotOwnership owned;
    private final List<T> rows;

    private OwnedRows(SlotOwnership owned, List<T> rows) {
        this.owned = owned;
        this.rows = rows;
    }

    static <T> OwnedRows<T> read(JdbcClient jdbc, WholeShardRead<T> read) {
        SlotOwnership.Observed observed = SlotOwnership.of(jdbc);
        var foreign = observed.foreign().toArray(Short[]::new);
        return new OwnedRows<>(observed.owned(), read.run(jdbc, foreign));
    }

    /**
     * Repeats a read of all shards until they together owned every slot exactly once: while a slot
     * changes its owner, its rows may be missing or there twice. Gives up at the deadline, or when
     * a shard is missing; the results are then not whole.
     */
    static <T> PartialResults<T> whole(
            CallDeadline deadline, ShardMaps maps, Supplier<PartialResults<OwnedRows<T>>> read) {
        for (int attempts = 1; ; attempts++) {
            PartialResults<OwnedRows<T>> parts = read.get();
            if (!parts.isWhole()) {
                return rows(parts, parts.missing());
            }
            if (SlotOwnership.isWhole(parts.results().stream().map(part -> part.owned).toList())) {
                return rows(parts, Set.of());
            }
            maps.refresh();
            try {
                deadline.sleep(BACK_OFF.after(attempts));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (deadline.hasPassed() || Thread.currentThread().isInterrupted()) {
                return rows(parts, Set.of(Retries.UNASSIGNED));
            }
        }
    }

    private static <T> PartialResults<T> rows(
            PartialResults<OwnedRows<T>> parts, Set<String> missing) {
        return new PartialResults<>(
                parts.results().stream().flatMap(part -> part.rows.stream()).toList(), missing);
    }
}
