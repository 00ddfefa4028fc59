package io.rookery.user.follow;

import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.event.EventHandler;
import io.rookery.user.feed.FeedClient;
import io.rookery.user.feed.FeedClient.FollowNotice;
import io.rookery.user.relation.Follow;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings what the follower has decided to the followee's end, and then tells feed-service, which
 * has the follower's home timeline built anew once more: what was pushed since the follow ended
 * came from this end.
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
        feed.followChanged(FollowNotice.of(key.followerId(), key.followeeId(), follow, null));
    }
}
