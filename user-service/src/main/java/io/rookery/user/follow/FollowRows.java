package io.rookery.user.follow;

import io.rookery.shard.id.Ids;
import io.rookery.user.relation.Follow;
import io.rookery.user.relation.FollowOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads and writes the rows of follows and the counters of them. An account's rows are changed only
 * while its own row is locked, so that changes of one account's follows are serialized.
 */
@Component
public final class FollowRows {

    private static final String UPSERT =
            """
            insert into {table} (slot, follower_id, followee_id, active, requested, version,
                options_version, show_reblogs, notify, languages)
            values (:slot, :follower, :followee, :active, :requested, :version,
                :optionsVersion, :reblogs, :notify, cast(:languages as text[]))
            on conflict (slot, follower_id, followee_id) do update set
                active = excluded.active, requested = excluded.requested,
                version = excluded.version, options_version = excluded.options_version,
                show_reblogs = excluded.show_reblogs, notify = excluded.notify,
                languages = excluded.languages\
            """;

    private final FollowSettings settings;

    FollowRows(FollowSettings settings) {
        this.settings = settings;
    }

    /**
     * Locks the account's follows against other transactions until this one ends. The lock is
     * written to the write-ahead log, so that the commit waits for the standby even if the
     * transaction changes nothing.
     *
     * @return whether the account is locked in the API's sense, that is, approves its followers
     *     itself; empty if there is no such account
     */
    public Optional<Boolean> lock(JdbcClient jdbc, long accountId) {
        return jdbc.sql(
                        """
                        select locked from account
                        where slot = :slot and id = :id for no key update\
                        """)
                .param("slot", Ids.slotOf(accountId))
                .param("id", accountId)
                .query(Boolean.class)
                .optional();
    }

    /** Reads the follow at this end. */
    public Follow read(JdbcClient jdbc, FollowEnd end, FollowKey key) {
        return jdbc.sql(
                        """
                        select %s from %s f where f.slot = :slot
                            and f.follower_id = :follower and f.followee_id = :followee\
                        """
                                .formatted(Follow.columns("f", ""), end.table))
                .param("slot", key.slotOf(end))
                .param("follower", key.followerId())
                .param("followee", key.followeeId())
                .query((row, _) -> Follow.read(row, ""))
                .optional()
                .orElse(Follow.NONE);
    }

    /** Reads the follow at this end; empty if there is no account at this end. */
    Optional<Follow> readIfOwned(JdbcClient jdbc, FollowEnd end, FollowKey key) {
        return jdbc.sql(
                        """
                        select %s from account a left join %s f on f.slot = a.slot
                            and f.follower_id = :follower and f.followee_id = :followee
                        where a.slot = :slot and a.id = :owner\
                        """
                                .formatted(Follow.columns("f", ""), end.table))
                .param("slot", key.slotOf(end))
                .param("owner", key.ownerOf(end))
                .param("follower", key.followerId())
                .param("followee", key.followeeId())
                .query((row, _) -> Follow.read(row, ""))
                .optional();
    }

    /** Replaces the follow at this end and updates the counter. */
    public void write(JdbcClient jdbc, FollowEnd end, FollowKey key, Follow before, Follow after) {
        if (after.equals(before)) {
            return;
        }
        FollowOptions options = after.options();
        @Nullable List<String> languages = options.languages();
        jdbc.sql(UPSERT.replace("{table}", end.table))
                .param("slot", key.slotOf(end))
                .param("follower", key.followerId())
                .param("followee", key.followeeId())
                .param("active", after.isAccepted())
                .param("requested", after.isRequested())
                .param("version", after.version())
                .param("optionsVersion", after.optionsVersion())
                .param("reblogs", options.reblogs())
                .param("notify", options.notices())
                .param("languages", languages == null ? null : languages.toArray(String[]::new))
                .update();
        if (after.isAccepted() != before.isAccepted()) {
            count(jdbc, end, key, after.isAccepted() ? 1 : -1);
        }
    }

    /** Merges the state of the other end into this end, and returns the result. */
    public Follow join(JdbcClient jdbc, FollowEnd end, FollowKey key, Follow news) {
        Follow before = read(jdbc, end, key);
        Follow after = before.with(news);
        write(jdbc, end, key, before, after);
        return after;
    }

    private void count(JdbcClient jdbc, FollowEnd end, FollowKey key, int change) {
        jdbc.sql(
                        """
                        update account set {count} = {count} + :change,
                            large = large or followers_count + :followers > :threshold
                        where slot = :slot and id = :id\
                        """
                                .replace("{count}", end.count))
                .param("change", change)
                .param("followers", end == FollowEnd.FOLLOWEE ? change : 0)
                .param("threshold", settings.largeFollowerThreshold())
                .param("slot", key.slotOf(end))
                .param("id", key.ownerOf(end))
                .update();
    }
}
