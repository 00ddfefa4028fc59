package io.rookery.user.relation;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what an account's own lists leave out. All of it is stored in the account's own slot. */
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
     * An account that is hidden: blocked or muted by the account, or blocking it.
     *
     * @param until null means forever
     */
    record Hidden(long id, @Nullable Instant until) {}

    /** A followee of whom not everything is shown. */
    record FollowPreference(long id, FollowOptions options) {}

    /**
     * What is left out.
     *
     * @param truncated whether either list is incomplete
     */
    record Found(List<Hidden> hidden, List<FollowPreference> preferences, boolean truncated) {}

    /**
     * @param about the accounts whose rules are wanted; empty for all
     */
    Found of(long account, List<Long> about) {
        return shards.read(
                Ids.slotOf(account),
                jdbc -> {
                    List<Hidden> hidden = hidden(jdbc, account, about);
                    List<FollowPreference> preferences = preferences(jdbc, account, about);
                    return new Found(
                            hidden.subList(0, Math.min(hidden.size(), most)),
                            preferences.subList(0, Math.min(preferences.size(), most)),
                            hidden.size() > most || preferences.size() > most);
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

    private List<FollowPreference> preferences(JdbcClient jdbc, long account, List<Long> about) {
        return rows(jdbc, WISHES, account, about)
                .query((row, _) ->
                        new FollowPreference(row.getLong("id"), Follow.read(row, "").options()))
                .list();
    }

    /** Reads one row more than the limit, to find out whether there are more. */
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
