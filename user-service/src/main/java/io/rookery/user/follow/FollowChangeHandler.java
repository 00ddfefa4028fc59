package io.rookery.user.follow;

import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.feed.FeedClient;
import io.rookery.user.feed.FeedClient.FollowNotice;
import io.rookery.user.relation.Follow;
import io.rookery.user.relation.FollowOptions;
import io.rookery.user.relation.FollowState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/**
 * Handles what instances of the version before this one have appended, during an upgrade: they
 * decide at the follower's end that a follow begins.
 */
@Component
final class FollowChangeHandler implements OutboxHandler {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final ShardClient shards;
    private final FollowRows rows;
    private final FeedClient feed;
    private final JsonMapper json;

    FollowChangeHandler(ShardClient shards, FollowRows rows, FeedClient feed, JsonMapper json) {
        this.shards = shards;
        this.rows = rows;
        this.feed = feed;
        this.json = json;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record FollowChange(
            long followerId,
            long followeeId,
            boolean active,
            long version,
            @Nullable Long notificationId) {}

    @Override
    public String kind() {
        return "follow-changed";
    }

    @Override
    public void handle(OutboxEvent event) {
        FollowChange change = json.readValue(event.payload(), FollowChange.class);
        FollowKey key = new FollowKey(change.followerId(), change.followeeId());
        FollowState state = change.active() ? FollowState.ACCEPTED : FollowState.ENDED;
        Follow follow = new Follow(change.version(), state, 0, FollowOptions.USUAL);
        @Nullable Long notification = change.notificationId();
        Deadline.run(
                LIMIT,
                () -> {
                    shards.write(
                            key.slotOf(FollowEnd.FOLLOWEE),
                            jdbc -> {
                                rows.lock(jdbc, key.followeeId());
                                return rows.join(jdbc, FollowEnd.FOLLOWEE, key, follow);
                            });
                    feed.followChanged(
                            FollowNotice.of(
                                    key.followerId(), key.followeeId(), follow, notification));
                });
    }
}
