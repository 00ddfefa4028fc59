package io.rookery.feed.fanout;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** Stores which direct statuses an account's home timeline shows, in the account's slot. */
@Component
public class DirectStatuses {

    private static final int AT_A_TIME = 500;

    private static final String ADD =
            """
            insert into direct (slot, account_id, status_id, author_id)
            values (:slot, :account, :status, :author)
            on conflict do nothing
            """;

    private static final String REMOVE =
            """
            delete from direct
            using unnest(:slots::smallint[], :accounts::bigint[]) as shown (slot, account)
            where direct.slot = shown.slot and direct.account_id = shown.account
                and direct.status_id = :status
            """;

    private static final String REMOVE_FROM =
            """
            delete from direct
            where slot = :slot and account_id = :account and status_id in (
                select status_id from direct
                where slot = :slot and account_id = :account and author_id = :author
                limit :limit)
            """;

    private final ShardClient shards;

    DirectStatuses(ShardClient shards) {
        this.shards = shards;
    }

    void add(long account, long status, long author) {
        int slot = Ids.slotOf(account);
        shards.write(
                slot,
                jdbc -> {
                    int added =
                            jdbc.sql(ADD)
                                    .param("slot", slot)
                                    .param("account", account)
                                    .param("status", status)
                                    .param("author", author)
                                    .update();
                    if (added == 0) {
                        CommitBarrier.leave(jdbc);
                    }
                    return added;
                });
    }

    /** Removes the status from the home timelines of all the accounts. */
    void remove(Collection<Long> accounts, long status) {
        shards.writeGrouped(
                accounts,
                Ids::slotOf,
                (jdbc, some) ->
                        jdbc.sql(REMOVE)
                                .param(
                                        "slots",
                                        some.stream().map(Ids::slotOf).toArray(Integer[]::new))
                                .param("accounts", some.toArray(Long[]::new))
                                .param("status", status)
                                .update());
    }

    /**
     * Removes all of the author's statuses so far from the account's home timeline.
     *
     * @return whether there were any
     */
    public boolean removeFrom(long account, long author) {
        int slot = Ids.slotOf(account);
        boolean isAny = false;
        int removed;
        do {
            removed =
                    shards.write(
                            slot,
                            jdbc ->
                                    jdbc.sql(REMOVE_FROM)
                                            .param("slot", slot)
                                            .param("account", account)
                                            .param("author", author)
                                            .param("limit", AT_A_TIME)
                                            .update());
            isAny |= removed > 0;
        } while (removed == AT_A_TIME);
        return isAny;
    }
}
