package io.rookery.storage.placement.move;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The publishing end of a move's replication.
 *
 * @param published whether the publication exists
 * @param kept whether the replication slot exists and has kept all changes since it was created
 * @param lag how far the subscriber is behind; null while none streams
 */
record Publisher(boolean published, boolean kept, @Nullable Duration lag) {

    private static final String STATE =
            """
            select exists (select from pg_publication where pubname = :name) as published,
                exists (select from pg_replication_slots where slot_name = :name
                    and wal_status is distinct from 'lost' and invalidation_reason is null) as kept,
                (select coalesce(extract(epoch from sender.replay_lag) * 1000, 0)::bigint
                    from pg_replication_slots slot
                    join pg_stat_replication sender on sender.pid = slot.active_pid
                    where slot.slot_name = :name and sender.state = 'streaming') as lag
            """;

    static Publisher read(JdbcClient jdbc, String name) {
        return jdbc.sql(STATE)
                .param("name", name)
                .query((row, _) -> {
                    long lag = row.getLong("lag");
                    return new Publisher(
                            row.getBoolean("published"),
                            row.getBoolean("kept"),
                            row.wasNull() ? null : Duration.ofMillis(lag));
                })
                .single();
    }

    /** The lag, or the given one while no subscriber streams. */
    Duration lagOr(Duration unknown) {
        return Objects.requireNonNullElse(lag, unknown);
    }
}
