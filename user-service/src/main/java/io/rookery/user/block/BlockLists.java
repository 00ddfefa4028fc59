package io.rookery.user.block;

import io.rookery.api.paging.Page;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lists the accounts that an account blocks. */
@Component
final class BlockLists {

    private final ShardClient shards;

    BlockLists(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * A blocked account.
     *
     * @param version the cursor, by which the list is ordered and paged
     */
    record Entry(long otherId, long version) {}

    /** A page of the list, most recently blocked first. */
    List<Entry> newest(long accountId, Page page) {
        List<Entry> entries =
                shards.read(
                        Ids.slotOf(accountId),
                        jdbc ->
                                jdbc.sql(
                                                """
                                                select other_id, version from block
                                                where slot = :slot and account_id = :id and active
                                                  and version > :above and version < :below
                                                order by version %s limit :limit\
                                                """
                                                        .formatted(
                                                                page.isAscending()
                                                                        ? "asc"
                                                                        : "desc"))
                                        .param("slot", Ids.slotOf(accountId))
                                        .param("id", accountId)
                                        .param("above", page.above())
                                        .param("below", page.below())
                                        .param("limit", page.limit())
                                        .query(Entry.class)
                                        .list());
        return page.isAscending() ? entries.reversed() : entries;
    }
}
