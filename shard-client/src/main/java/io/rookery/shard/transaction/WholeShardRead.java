package io.rookery.shard.transaction;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A read of rows in all slots of a shard. The rules of {@link ShardWork} apply. */
@FunctionalInterface
public interface WholeShardRead<T> {

    /**
     * @param foreign slots of which the shard has rows without owning them, because they are moving
     *     here or have moved away; mostly none. Their rows must not be in the result
     */
    List<T> run(JdbcClient jdbc, Short[] foreign);
}
