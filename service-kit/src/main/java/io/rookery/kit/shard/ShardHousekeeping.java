package io.rookery.kit.shard;

import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.shard.transaction.ShardWork;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done to the rows of every shard now and then, and is urgent nowhere. */
public final class ShardHousekeeping {

    private static final Logger log = LoggerFactory.getLogger(ShardHousekeeping.class);

    private ShardHousekeeping() {}

    /** Runs the work for each shard by name, one after the other. */
    public static void onEach(ShardClient shards, Consumer<String> work) {
        for (String shard : shards.shards()) {
            try {
                work.accept(shard);
            } catch (ShardUnavailableException e) {
                log.info("{} is not there to be cleaned up; it is left for later", e.shard());
            }
        }
    }

    /**
     * Runs the work again and again, each time in a transaction of its own, as long as it does as
     * much as it can.
     *
     * @param work tells how much it has done
     * @param most that it can do at a time
     */
    public static void inBatches(
            ShardClient shards, String shard, int most, ShardWork<Integer> work) {
        int done;
        do {
            done = shards.writeOn(shard, work);
        } while (done == most);
    }
}
