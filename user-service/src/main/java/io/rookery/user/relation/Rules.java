package io.rookery.user.relation;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an account's own lists leave out. All of it is known in the account's own slot. */
@Component
final class Rules {

    /** Of an account's hidden ones, and of the follows of which something is wished. */
    static final int MOST = 5_000;

    private static final String HIDDEN =
            """
            select other_id as id, max(until) as until from (
                select other_id, 'infinity'::timestamptz as until from block
                where slot = :slot and account_id = :id and active
                union all
                select other_id, 'infinity'::timestamptz from blocked_by
                where slot = :slot and account_id = :id and active
                union all
                select other_id, coalesce(expires_at, 'infinity') from mute
                where slot = :slot and account_id = :id and active
                    and (expires_at is null or expires_at > now())) as hidden
            group by other_id order by other_id limit :limit\
            """;

    private static final String WISHES =
            """
            select followee_id as id, %s from following f
            where f.slot = :slot and f.follower_id = :id and f.active
                and (not f.show_reblogs or f.languages is not null)
            order by f.followee_id limit :limit\
            """
                    .formatted(Follow.columns("f", ""));

    private final ShardClient shards;

    Rules(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * Somebody who is hidden from the account: blocked, muted, or blocking it.
     *
     * @param until null for ever
     */
    record Hidden(long id, @Nullable Instant until) {}

    /** A followee of whom not everything is to be shown. */
    record Wish(long id, FollowOptions options) {}

    /**
     * What is left out.
     *
     * @param truncated whether there is more of either than is listed
     */
    record Found(List<Hidden> hidden, List<Wish> wishes, boolean truncated) {}

    Found of(long account) {
        return shards.read(
                Ids.slotOf(account),
                jdbc -> {
                    List<Hidden> hidden = hidden(jdbc, account);
                    List<Wish> wishes = wishes(jdbc, account);
                    return new Found(
                            hidden.subList(0, Math.min(hidden.size(), MOST)),
                            wishes.subList(0, Math.min(wishes.size(), MOST)),
                            hidden.size() > MOST || wishes.size() > MOST);
                });
    }

    private static List<Hidden> hidden(JdbcClient jdbc, long account) {
        return jdbc.sql(HIDDEN)
                .param("slot", Ids.slotOf(account))
                .param("id", account)
                .param("limit", MOST + 1)
                .query((row, _) ->
                        new Hidden(
                                row.getLong("id"),
                                row.getString("until").equals("infinity")
                                        ? null
                                        : row.getTimestamp("until").toInstant()))
                .list();
    }

    private static List<Wish> wishes(JdbcClient jdbc, long account) {
        return jdbc.sql(WISHES)
                .param("slot", Ids.slotOf(account))
                .param("id", account)
                .param("limit", MOST + 1)
                .query((row, _) -> new Wish(row.getLong("id"), Follow.read(row, "").options()))
                .list();
    }
}
