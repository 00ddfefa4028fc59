package io.rookery.user.follow;

import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.feed.FeedClient;
import io.rookery.user.feed.FeedClient.FollowNotice;
import io.rookery.user.relation.Follow;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings what the follower has decided to the followee's end, and then tells feed-service, which
 * has the follower's home timeline built anew once more: what was pushed since the follow ended
 * came from this end.
 */
@Component
final class FolloweeNewsHandler implements OutboxHandler {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final ShardClient shards;
    private final FollowRows rows;
    private final FeedClient feed;
    private final JsonMapper json;

    FolloweeNewsHandler(ShardClient shards, FollowRows rows, FeedClient feed, JsonMapper json) {
        this.shards = shards;
        this.rows = rows;
        this.feed = feed;
        this.json = json;
    }

    @Override
    public String kind() {
        return FollowNews.TO_FOLLOWEE;
    }

    @Override
    public void handle(OutboxEvent event) {
        FollowNews news = json.readValue(event.payload(), FollowNews.class);
        FollowKey key = news.key();
        Deadline.run(
                LIMIT,
                () -> {
                    Follow follow =
                            shards.write(
                                    key.slotOf(FollowEnd.FOLLOWEE),
                                    jdbc -> {
                                        rows.lock(jdbc, key.followeeId());
                                        return rows.join(
                                                jdbc, FollowEnd.FOLLOWEE, key, news.follow());
                                    });
                    feed.followChanged(
                            FollowNotice.of(key.followerId(), key.followeeId(), follow, null));
                });
    }
}
