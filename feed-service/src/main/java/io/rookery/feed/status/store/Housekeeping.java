package io.rookery.feed.status.store;

import io.rookery.kit.shard.ShardHousekeeping;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes data that is kept for retries of requests only: idempotency keys, and the texts of
 * deleted statuses. Runs on every instance; each skips rows that another one has locked. The age is
 * measured by the clock of the database, so that an instance with a wrong clock deletes nothing too
 * early.
 */
@Component
class Housekeeping {

    /** How long the data is kept. Requests are not retried after that. */
    static final Duration KEPT = Duration.ofDays(1);

    private static final int AT_A_TIME = 500;

    private static final String FORGET_KEYS =
            """
            delete from idempotency using (
                select slot, account_id, key from idempotency
                where created_at < now() - :kept::interval order by created_at limit :limit
                for update skip locked) old
            where idempotency.slot = old.slot and idempotency.account_id = old.account_id
                and idempotency.key = old.key
            """;

    private static final String BLANK_TEXTS =
            """
            update status set text = '', spoiler_text = '', words = null, deleted_by = null
            from (
                select slot, id from status
                where deleted_at < now() - :kept::interval and deleted_by is not null
                order by deleted_at limit :limit
                for update skip locked) old
            where status.slot = old.slot and status.id = old.id
            """;

    private final ShardClient shards;

    Housekeeping(ShardClient shards) {
        this.shards = shards;
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    void cleanUp() {
        ShardHousekeeping.onEach(
                shards,
                shard -> {
                    cleanUp(shard, FORGET_KEYS);
                    cleanUp(shard, BLANK_TEXTS);
                });
    }

    private void cleanUp(String shard, String sql) {
        ShardHousekeeping.inBatches(
                shards,
                shard,
                AT_A_TIME,
                jdbc ->
                        jdbc.sql(sql)
                                .param("kept", KEPT.toString())
                                .param("limit", AT_A_TIME)
                                .update());
    }
}
