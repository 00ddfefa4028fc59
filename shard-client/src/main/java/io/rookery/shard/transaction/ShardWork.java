package io.rookery.shard.transaction;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What one transaction does. It may run several times, so it must be idempotent: identifiers and
 * instants are made outside it. It uses nothing but the client that it is given, and only while it
 * runs; a call of {@link ShardClient} from within it is refused.
 */
@FunctionalInterface
public interface ShardWork<T> {

    T run(JdbcClient jdbc);
}
