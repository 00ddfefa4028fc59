package io.rookery.user.follow;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The followee's end of follows. */
@Component
final class FollowerEdges {

    private static final String UPSERT =
            """
            with edge as (
                insert into follower as f (slot, followee_id, follower_id, active, version)
                values (:slot, :followee, :follower, :active, :version)
                on conflict (slot, followee_id, follower_id) do update set
                    active = excluded.active, version = excluded.version
                where f.version < excluded.version
                returning coalesce(old.active, false) as active)
            update account set followers_count = followers_count + :change,
                large = large or followers_count + :change > :threshold
            where slot = :slot and id = :followee
                and exists (select from edge where edge.active <> :active)\
            """;

    private final ShardClient shards;
    private final FollowSettings settings;

    FollowerEdges(ShardClient shards, FollowSettings settings) {
        this.shards = shards;
        this.settings = settings;
    }

    /** Takes the change over unless a newer one of the same follow has been. */
    void apply(FollowChange change) {
        shards.write(Ids.slotOf(change.followeeId()), jdbc -> apply(jdbc, change));
    }

    private boolean apply(JdbcClient jdbc, FollowChange change) {
        return jdbc.sql(UPSERT)
                        .param("slot", Ids.slotOf(change.followeeId()))
                        .param("followee", change.followeeId())
                        .param("follower", change.followerId())
                        .param("active", change.active())
                        .param("version", change.version())
                        .param("change", change.active() ? 1 : -1)
                        .param("threshold", settings.largeFollowerThreshold())
                        .update()
                == 1;
    }
}
