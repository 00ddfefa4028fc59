package io.rookery.shard.transaction;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The work of one transaction. It may run several times, so it must be idempotent: create
 * identifiers and instants outside it. It must use only the given client, and only while it runs. A
 * call of {@link ShardClient} from within it is refused.
 */
@FunctionalInterface
public interface ShardWork<T> {

    T run(JdbcClient jdbc);
}
