package io.rookery.user.follow;

import io.rookery.api.paging.Page;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.relation.Follow;
import io.rookery.user.relation.FollowOptions;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lists the followers, followees and follow requests of an account. */
@Component
final class FollowLists {

    private final ShardClient shards;

    FollowLists(ShardClient shards) {
        this.shards = shards;
    }

    /** The list to read. */
    enum Direction {
        FOLLOWERS("follower", "followee_id", "follower_id", "active"),
        /** Followers who want a notification of each status. */
        NOTIFYING_FOLLOWERS("follower", "followee_id", "follower_id", "active and notify"),
        FOLLOWING("following", "follower_id", "followee_id", "active"),
        /** Accounts whose follow requests wait for the account's decision. */
        REQUESTS("follower", "followee_id", "follower_id", "requested");

        private final String table;
        private final String own;
        private final String other;
        private final String state;

        Direction(String table, String own, String other, String state) {
            this.table = table;
            this.own = own;
            this.other = other;
            this.state = state;
        }

        private String sql(String template) {
            return template.replace("{table}", table)
                    .replace("{own}", own)
                    .replace("{other}", other)
                    .replace("{state}", state);
        }
    }

    /**
     * An account on a list.
     *
     * @param version the cursor, by which the list is ordered and paged
     */
    record Entry(long accountId, long version) {}

    /** An account on a list, and the options of the follow. */
    record Listed(long accountId, FollowOptions options) {}

    /** A page of a list, most recent follow first. */
    List<Entry> newest(Direction direction, long accountId, Page page) {
        String order = page.isAscending() ? "asc" : "desc";
        List<Entry> entries =
                shards.read(
                        Ids.slotOf(accountId),
                        jdbc ->
                                jdbc.sql(
                                                direction.sql(
                                                        """
                                                        select {other} as account_id, version from {table}
                                                        where slot = :slot and {own} = :id and {state}
                                                          and version > :above and version < :below
                                                        order by version %s limit :limit\
                                                        """
                                                                .formatted(order)))
                                        .param("slot", Ids.slotOf(accountId))
                                        .param("id", accountId)
                                        .param("above", page.above())
                                        .param("below", page.below())
                                        .param("limit", page.limit())
                                        .query(Entry.class)
                                        .list());
        return page.isAscending() ? entries.reversed() : entries;
    }

    /** Entries of a list in ascending order of the other accounts' ids, above the given id. */
    List<Listed> ascending(Direction direction, long accountId, long above, int limit) {
        return shards.read(
                Ids.slotOf(accountId),
                jdbc ->
                        jdbc.sql(
                                        direction.sql(
                                                """
                                                select f.{other} as id, %s from {table} f
                                                where f.slot = :slot and f.{own} = :id and {state}
                                                    and f.{other} > :above
                                                order by f.{other} limit :limit\
                                                """
                                                        .formatted(Follow.columns("f", ""))))
                                .param("slot", Ids.slotOf(accountId))
                                .param("id", accountId)
                                .param("above", above)
                                .param("limit", limit)
                                .query((row, _) ->
                                        new Listed(
                                                row.getLong("id"), Follow.read(row, "").options()))
                                .list());
    }

    /** The large ones among the accounts. */
    List<Long> largeAmong(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : shards.readGrouped(
                        ids,
                        Ids::slotOf,
                        (jdbc, group) ->
                                jdbc.sql(
                                                """
                                                select a.id from account a
                                                join unnest(cast(:slots as smallint[]), cast(:ids as bigint[]))
                                                    as wanted(slot, id)
                                                  on a.slot = wanted.slot and a.id = wanted.id
                                                where a.large\
                                                """)
                                        .param(
                                                "slots",
                                                group.stream()
                                                        .map(Ids::slotOf)
                                                        .toArray(Integer[]::new))
                                        .param("ids", group.toArray(Long[]::new))
                                        .query(Long.class)
                                        .list());
    }
}
