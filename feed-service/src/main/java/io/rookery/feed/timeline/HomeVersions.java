package io.rookery.feed.timeline;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.stereotype.Component;

/**
 * Version of the sources of an account's home timeline, stored in the account's slot. Each timeline
 * records the version that it was built under. The query that every page makes anyway compares the
 * two. So a change of sources takes effect without a write to Redis, and also while Redis is down.
 */
@Component
public class HomeVersions {

    private static final String CHANGE =
            """
            insert into home as h (slot, account_id, version) values (:slot, :account, 1)
            on conflict (slot, account_id) do update set version = h.version + 1
            """;

    private final ShardClient shards;

    HomeVersions(ShardClient shards) {
        this.shards = shards;
    }

    /** Increments the version, so that timelines built before are outdated. */
    public void change(long account) {
        int slot = Ids.slotOf(account);
        shards.write(
                slot,
                jdbc -> jdbc.sql(CHANGE).param("slot", slot).param("account", account).update());
    }

    /** The current version, to be read at the begin of a build. */
    long of(long account) {
        int slot = Ids.slotOf(account);
        return shards.read(
                slot,
                jdbc ->
                        jdbc.sql(
                                        "select version from home"
                                                + " where slot = :slot and account_id = :account")
                                .param("slot", slot)
                                .param("account", account)
                                .query(Long.class)
                                .optional()
                                .orElse(0L));
    }
}
