package io.rookery.user.follow;

import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.event.EventHandler;
import io.rookery.user.feed.FeedClient;
import io.rookery.user.relation.Follow;
import io.rookery.user.relation.FollowOptions;
import io.rookery.user.relation.FollowState;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/**
 * Handles events that instances of the previous version append during an upgrade. Those instances
 * decide at the follower's end that a follow begins.
 */
@Component
final class FollowChangeHandler extends EventHandler<FollowChangeHandler.FollowChange> {

    private final ShardClient shards;
    private final FollowRows rows;
    private final FeedClient feed;

    FollowChangeHandler(ShardClient shards, FollowRows rows, FeedClient feed, JsonMapper json) {
        super("follow-changed", FollowChange.class, json);
        this.shards = shards;
        this.rows = rows;
        this.feed = feed;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record FollowChange(
            long followerId,
            long followeeId,
            boolean active,
            long version,
            @Nullable Long notificationId) {}

    @Override
    protected void carryOut(FollowChange change) {
        FollowKey key = new FollowKey(change.followerId(), change.followeeId());
        FollowState state = change.active() ? FollowState.ACCEPTED : FollowState.ENDED;
        Follow follow = new Follow(change.version(), state, 0, FollowOptions.USUAL);
        @Nullable Long notification = change.notificationId();
        shards.write(
                key.slotOf(FollowEnd.FOLLOWEE),
                jdbc -> {
                    rows.lock(jdbc, key.followeeId());
                    return rows.join(jdbc, FollowEnd.FOLLOWEE, key, follow);
                });
        feed.followChanged(
                FeedClient.notice(key.followerId(), key.followeeId(), follow, notification));
    }
}
