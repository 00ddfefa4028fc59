package io.rookery.shard.transaction;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A log record (WAL) without any effect. It makes a commit wait for the standby although its
 * transaction has changed nothing. Work may find the rows of an earlier request whose commit was
 * perhaps never acknowledged. Those rows may be on the primary only, and acknowledged data must not
 * be lost with it. Such work writes a barrier before it reports the rows. {@link ShardClient}
 * writes one by itself when it retries work whose outcome is unknown.
 */
public final class CommitBarrier {

    static final String STATEMENT = "select pg_logical_emit_message(true, 'rookery', '')";

    private CommitBarrier() {}

    /** Makes the commit of the client's transaction wait for the standby; costs one round trip. */
    public static void leave(JdbcClient jdbc) {
        jdbc.sql(STATEMENT).query((row, _) -> row.getString(1)).single();
    }
}
