package io.rookery.user.follow;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The followee's end of follows. */
@Component
final class FollowerEdges {

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
        int slot = Ids.slotOf(change.followeeId());
        // The row must be there to be locked, so that two changes at once do not both see none.
        jdbc.sql(
                        """
                        insert into follower (slot, followee_id, follower_id, active, version)
                        values (:slot, :followee, :follower, false, 0)
                        on conflict (slot, followee_id, follower_id) do nothing\
                        """)
                .param("slot", slot)
                .param("followee", change.followeeId())
                .param("follower", change.followerId())
                .update();
        boolean wasActive =
                jdbc.sql(
                                """
                                select active from follower
                                where slot = :slot and followee_id = :followee and follower_id = :follower
                                for update\
                                """)
                        .param("slot", slot)
                        .param("followee", change.followeeId())
                        .param("follower", change.followerId())
                        .query(Boolean.class)
                        .single();
        int changed =
                jdbc.sql(
                                """
                                update follower set active = :active, version = :version
                                where slot = :slot and followee_id = :followee and follower_id = :follower
                                  and version < :version\
                                """)
                        .param("active", change.active())
                        .param("version", change.version())
                        .param("slot", slot)
                        .param("followee", change.followeeId())
                        .param("follower", change.followerId())
                        .update();
        if (changed == 0 || wasActive == change.active()) {
            return false;
        }
        return count(jdbc, change.followeeId(), change.active() ? 1 : -1);
    }

    private boolean count(JdbcClient jdbc, long accountId, int change) {
        return jdbc.sql(
                                """
                                update account set followers_count = followers_count + :change,
                                    large = large or followers_count + :change > :threshold
                                where slot = :slot and id = :id\
                                """)
                        .param("change", change)
                        .param("threshold", settings.largeFollowerThreshold())
                        .param("slot", Ids.slotOf(accountId))
                        .param("id", accountId)
                        .update()
                == 1;
    }
}
