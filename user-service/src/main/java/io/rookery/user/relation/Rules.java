package io.rookery.user.relation;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an account's own lists leave out. All of it is known in the account's own slot. */
@Component
final class Rules {

    private static final Pattern ABOUT = Pattern.compile("\\{about ([a-z._]+)}");

    private static final String HIDDEN =
            """
            select other_id as id, max(until) as until from (
                select other_id, 'infinity'::timestamptz as until from block
                where slot = :slot and account_id = :id and active {about other_id}
                union all
                select other_id, 'infinity'::timestamptz from blocked_by
                where slot = :slot and account_id = :id and active {about other_id}
                union all
                select other_id, coalesce(expires_at, 'infinity') from mute
                where slot = :slot and account_id = :id and active {about other_id}
                    and (expires_at is null or expires_at > now())) as hidden
            group by other_id order by other_id limit :limit\
            """;

    private static final String WISHES =
            """
            select followee_id as id, %s from following f
            where f.slot = :slot and f.follower_id = :id and f.active
                and (not f.show_reblogs or f.languages is not null) {about f.followee_id}
            order by f.followee_id limit :limit\
            """
                    .formatted(Follow.columns("f", ""));

    private final ShardClient shards;
    private final int most;

    Rules(ShardClient shards, RuleSettings settings) {
        this.shards = shards;
        this.most = settings.most();
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

    /**
     * @param about the accounts that are asked about; none for all
     */
    Found of(long account, List<Long> about) {
        return shards.read(
                Ids.slotOf(account),
                jdbc -> {
                    List<Hidden> hidden = hidden(jdbc, account, about);
                    List<Wish> wishes = wishes(jdbc, account, about);
                    return new Found(
                            hidden.subList(0, Math.min(hidden.size(), most)),
                            wishes.subList(0, Math.min(wishes.size(), most)),
                            hidden.size() > most || wishes.size() > most);
                });
    }

    private List<Hidden> hidden(JdbcClient jdbc, long account, List<Long> about) {
        return rows(jdbc, HIDDEN, account, about)
                .query((row, _) ->
                        new Hidden(
                                row.getLong("id"),
                                row.getString("until").equals("infinity")
                                        ? null
                                        : row.getTimestamp("until").toInstant()))
                .list();
    }

    private List<Wish> wishes(JdbcClient jdbc, long account, List<Long> about) {
        return rows(jdbc, WISHES, account, about)
                .query((row, _) -> new Wish(row.getLong("id"), Follow.read(row, "").options()))
                .list();
    }

    /** One more than are told, so that it is known whether there are more. */
    private JdbcClient.StatementSpec rows(
            JdbcClient jdbc, String sql, long account, List<Long> about) {
        String asked = ABOUT.matcher(sql).replaceAll(about.isEmpty() ? "" : "and $1 = any(:about)");
        JdbcClient.StatementSpec rows =
                jdbc.sql(asked)
                        .param("slot", Ids.slotOf(account))
                        .param("id", account)
                        .param("limit", most + 1);
        return about.isEmpty() ? rows : rows.param("about", about.toArray(Long[]::new));
    }
}
