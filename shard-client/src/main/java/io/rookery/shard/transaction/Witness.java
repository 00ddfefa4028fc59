package io.rookery.shard.transaction;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A record in the log without any effect, so that a commit waits for the standby although its
 * transaction has changed nothing. Work that finds the rows of an earlier request, whose commit may
 * never have been answered, leaves one before it says so: those rows may be on the primary only,
 * and what has been acknowledged must not be lost with it. {@link ShardClient} leaves one by itself
 * when it does work again.
 */
public final class Witness {

    static final String STATEMENT = "select pg_logical_emit_message(true, 'rookery', '')";

    private Witness() {}

    /** Lets the commit of the client's transaction wait for the standby; costs one round trip. */
    public static void leave(JdbcClient jdbc) {
        jdbc.sql(STATEMENT).query((row, _) -> row.getString(1)).single();
    }
}
