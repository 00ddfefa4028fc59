package io.rookery.storage.placement.move;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The subscribing end of a move's replication.
 *
 * @param enabled whether it applies changes; Postgres disables it when one cannot be applied
 * @param failed whether a change could not be applied as it is
 * @param copied whether all tables have been copied
 */
record Subscriber(boolean exists, boolean enabled, boolean failed, boolean copied) {

    private static final Subscriber ABSENT = new Subscriber(false, false, false, false);

    private static final String STATE =
            """
            select subscription.subenabled as enabled,
                stats.apply_error_count + stats.sync_error_count + stats.confl_insert_exists
                    + stats.confl_update_missing + stats.confl_delete_missing > 0 as failed,
                not exists (select from pg_subscription_rel
                    where srsubid = subscription.oid and srsubstate <> 'r') as copied
            from pg_subscription subscription
            join pg_database database on database.oid = subscription.subdbid
            join pg_stat_subscription_stats stats on stats.subid = subscription.oid
            where database.datname = current_database() and subscription.subname = ?
            """;

    static Subscriber read(JdbcClient jdbc, String name) {
        return jdbc.sql(STATE)
                .param(name)
                .query((row, _) ->
                        new Subscriber(
                                true,
                                row.getBoolean("enabled"),
                                row.getBoolean("failed"),
                                row.getBoolean("copied")))
                .optional()
                .orElse(ABSENT);
    }
}
