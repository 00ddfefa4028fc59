package io.rookery.user.follow;

import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.event.EventHandler;
import io.rookery.user.feed.FeedClient;
import io.rookery.user.relation.Follow;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies the follower's decision to the followee's end, and then notifies feed-service. That
 * rebuilds the follower's home timeline once more, because until now the followee's end has let
 * statuses be fanned out to the follower, even if the follow had ended.
 */
@Component
final class FolloweeNewsHandler extends EventHandler<FollowNews> {

    private final ShardClient shards;
    private final FollowRows rows;
    private final FeedClient feed;

    FolloweeNewsHandler(ShardClient shards, FollowRows rows, FeedClient feed, JsonMapper json) {
        super(FollowNews.TO_FOLLOWEE, FollowNews.class, json);
        this.shards = shards;
        this.rows = rows;
        this.feed = feed;
    }

    @Override
    protected void carryOut(FollowNews news) {
        FollowKey key = news.key();
        Follow follow =
                shards.write(
                        key.slotOf(FollowEnd.FOLLOWEE),
                        jdbc -> {
                            rows.lock(jdbc, key.followeeId());
                            return rows.join(jdbc, FollowEnd.FOLLOWEE, key, news.follow());
                        });
        feed.followChanged(FeedClient.notice(key.followerId(), key.followeeId(), follow, null));
    }
}
