package io.rookery.feed.notification;

import io.rookery.kit.shard.ShardHousekeeping;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Dismisses the rows of accounts that have dismissed all of their notifications, and deletes rows
 * that were dismissed long ago. It works in batches. Every instance runs it, and each skips rows
 * that another one has locked. It uses the clocks of the shards, so that an instance whose clock is
 * wrong deletes nothing too early.
 */
@Component
class NotificationHousekeeping {

    /**
     * How long dismissed rows are kept. After this time, no late event about the same action is
     * expected.
     */
    static final Duration KEPT = Duration.ofDays(30);

    private static final int AT_A_TIME = 500;

    /**
     * Dismisses a batch of rows of one account. The last batch also deletes the account's row in
     * {@code notification_cleared}.
     */
    private static final String DISMISS =
            """
            with cleared as (
                select slot, account_id, up_to from notification_cleared limit 1
                for update skip locked),
            these as (
                select n.slot, n.id from cleared c join notification n
                    on n.account_id = c.account_id and n.slot = c.slot
                    and n.id <= c.up_to and not n.dismissed
                limit :limit),
            dismissed as (
                update notification n set dismissed = true from these
                where n.slot = these.slot and n.id = these.id),
            ended as (
                delete from notification_cleared d using cleared c
                where d.slot = c.slot and d.account_id = c.account_id
                    and (select count(*) from these) < :limit)
            select count(*) from cleared
            """;

    private static final String DELETE =
            """
            delete from notification n using (
                select slot, id from notification
                where dismissed and id < :before order by id limit :limit
                for update skip locked) old
            where n.slot = old.slot and n.id = old.id
            """;

    private final ShardClient shards;

    NotificationHousekeeping(ShardClient shards) {
        this.shards = shards;
    }

    @Scheduled(initialDelayString = "PT11M", fixedDelayString = "PT1H")
    void cleanUp() {
        ShardHousekeeping.onEach(shards, this::cleanUp);
    }

    private void cleanUp(String shard) {
        ShardHousekeeping.inBatches(
                shards,
                shard,
                1,
                jdbc -> jdbc.sql(DISMISS).param("limit", AT_A_TIME).query(Integer.class).single());
        shards.time()
                .map(NotificationHousekeeping::before)
                .ifPresent(before ->
                        ShardHousekeeping.inBatches(
                                shards,
                                shard,
                                AT_A_TIME,
                                jdbc ->
                                        jdbc.sql(DELETE)
                                                .param("before", before)
                                                .param("limit", AT_A_TIME)
                                                .update()));
    }

    private static long before(Instant now) {
        return Ids.firstAt(now.minus(KEPT));
    }
}
