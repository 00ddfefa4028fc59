package io.rookery.user.follow;

import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.event.EventHandler;
import io.rookery.user.feed.FeedClient;
import io.rookery.user.relation.Blocking;
import io.rookery.user.relation.Follow;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies the followee's decision to the follower's end, and then notifies feed-service. That
 * notifies the followee and rebuilds the follower's home timeline. So a status of the followee is
 * either fanned out or found by the rebuild.
 */
@Component
final class FollowerNewsHandler extends EventHandler<FollowNews> {

    private final ShardClient shards;
    private final FollowRows rows;
    private final FollowEvents events;
    private final FeedClient feed;
    private final Outbox outbox;

    FollowerNewsHandler(
            ShardClient shards,
            FollowRows rows,
            FollowEvents events,
            FeedClient feed,
            JsonMapper json,
            Outbox outbox) {
        super(FollowNews.TO_FOLLOWER, FollowNews.class, json);
        this.shards = shards;
        this.rows = rows;
        this.events = events;
        this.feed = feed;
        this.outbox = outbox;
    }

    @Override
    protected void carryOut(FollowNews news) {
        Applied applied =
                shards.write(news.key().slotOf(FollowEnd.FOLLOWER), jdbc -> apply(jdbc, news));
        outbox.dispatch(applied.answers());
        tellFeed(news, applied.follow());
    }

    /**
     * The result.
     *
     * @param answers events for the followee's end
     */
    private record Applied(Follow follow, List<OutboxEvent> answers) {}

    /**
     * Applies the news. If the follower blocks the followee, ends a follow that the followee's end
     * has begun without knowing of the block.
     */
    private Applied apply(JdbcClient jdbc, FollowNews news) {
        FollowKey key = news.key();
        rows.lock(jdbc, key.followerId());
        Follow follow = rows.join(jdbc, FollowEnd.FOLLOWER, key, news.follow());
        if (follow.isEnded() || !Blocking.isBlocking(jdbc, key.followerId(), key.followeeId())) {
            return new Applied(follow, List.of());
        }
        Follow ended = follow.ended();
        rows.write(jdbc, FollowEnd.FOLLOWER, key, follow, ended);
        OutboxEvent answer = events.toFollowee(key, ended);
        outbox.append(jdbc, answer);
        return new Applied(ended, List.of(answer));
    }

    private void tellFeed(FollowNews news, Follow now) {
        long follower = news.followerId();
        long followee = news.followeeId();
        if (news.removed()) {
            feed.relationChanged(FeedClient.notice(followee, follower, "remove"));
        }
        boolean isNewest = now.version() == news.version() && now.state() == news.state();
        feed.followChanged(
                FeedClient.notice(
                        follower, followee, now, isNewest ? news.notificationId() : null));
    }
}
