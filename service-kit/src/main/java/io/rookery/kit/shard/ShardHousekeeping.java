package io.rookery.kit.shard;

import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.shard.transaction.ShardWork;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs periodic work on the rows of every shard, none of which is urgent. */
public final class ShardHousekeeping {

    private static final Logger log = LoggerFactory.getLogger(ShardHousekeeping.class);

    private ShardHousekeeping() {}

    /**
     * Runs the work with each shard's name, one shard after the other. A shard that is unavailable
     * is skipped until the next run.
     */
    public static void onEach(ShardClient shards, Consumer<String> work) {
        for (String shard : shards.shards()) {
            try {
                work.accept(shard);
            } catch (ShardUnavailableException e) {
                log.info("{} is unavailable; its cleanup is postponed", e.shard());
            }
        }
    }

    /**
     * Runs the work in batches, each in its own transaction, until a batch is not full. Skips a
     * shard that takes part in a move of slots: it has rows that it does not own.
     *
     * @param work returns how many rows it has processed
     * @param most size of a full batch
     */
    public static void inBatches(
            ShardClient shards, String shard, int most, ShardWork<Integer> work) {
        int done;
        do {
            done = shards.writeOn(shard, jdbc -> mayCleanUp(jdbc) ? work.run(jdbc) : 0);
        } while (done == most);
    }

    private static boolean mayCleanUp(JdbcClient jdbc) {
        return jdbc.sql("select placement.may_clean_up()").query(Boolean.class).single();
    }
}
