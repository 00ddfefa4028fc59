package io.rookery.feed.fanout;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.stereotype.Component;

/** Which direct statuses an account's home timeline shows, kept in the account's slot. */
@Component
class DirectStatuses {

    private final ShardClient shards;

    DirectStatuses(ShardClient shards) {
        this.shards = shards;
    }

    void add(long account, long status) {
        int slot = Ids.slotOf(account);
        shards.write(
                slot,
                jdbc ->
                        jdbc.sql(
                                        "insert into direct (slot, account_id, status_id)"
                                                + " values (:slot, :account, :status)"
                                                + " on conflict do nothing")
                                .param("slot", slot)
                                .param("account", account)
                                .param("status", status)
                                .update());
    }
}
