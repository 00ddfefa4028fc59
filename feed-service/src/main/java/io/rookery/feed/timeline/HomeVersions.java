package io.rookery.feed.timeline;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.stereotype.Component;

/**
 * The version of whom an account's home timeline shows, in the account's slot. It is compared with
 * that under which a timeline was built in the query that every page makes anyway, so that Redis
 * need not be told, or even be there, when somebody is no longer to be shown.
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

    /** From now on every timeline of the account that was built before is built anew. */
    public void change(long account) {
        int slot = Ids.slotOf(account);
        shards.write(
                slot,
                jdbc -> jdbc.sql(CHANGE).param("slot", slot).param("account", account).update());
    }

    /** The version that a build which begins now is made under. */
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
