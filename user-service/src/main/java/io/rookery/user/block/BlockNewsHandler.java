package io.rookery.user.block;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.block.BlockRows.Row;
import io.rookery.user.event.EventHandler;
import io.rookery.user.feed.FeedClient;
import io.rookery.user.follow.FollowEnd;
import io.rookery.user.follow.FollowNews;
import io.rookery.user.follow.FollowRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies a block, and the ends of the follows that it has ended, to the blocked account's slot.
 * Then notifies feed-service, unless the block has changed again since.
 */
@Component
final class BlockNewsHandler extends EventHandler<BlockNews> {

    private final ShardClient shards;
    private final FollowRows follows;
    private final FeedClient feed;

    BlockNewsHandler(ShardClient shards, FollowRows follows, FeedClient feed, JsonMapper json) {
        super(BlockNews.KIND, BlockNews.class, json);
        this.shards = shards;
        this.follows = follows;
        this.feed = feed;
    }

    @Override
    protected void carryOut(BlockNews news) {
        if (shards.write(Ids.slotOf(news.otherId()), jdbc -> apply(jdbc, news))) {
            feed.relationChanged(
                    FeedClient.notice(
                            news.accountId(), news.otherId(), news.active() ? "block" : "unblock"));
            tellEnded(news.out());
            tellEnded(news.in());
        }
    }

    /** Reports an ended follow to feed-service, unless there has never been one. */
    private void tellEnded(FollowNews follow) {
        if (follow.follow().isEnded() && follow.version() > 0) {
            feed.followChanged(
                    FeedClient.notice(
                            follow.followerId(), follow.followeeId(), follow.follow(), null));
        }
    }

    /** Applies the change. Returns whether it is the newest change of the block. */
    private boolean apply(JdbcClient jdbc, BlockNews news) {
        follows.lock(jdbc, news.otherId());
        BlockRows.OF_BLOCKED.write(
                jdbc, news.otherId(), news.accountId(), new Row(news.active(), news.version()));
        follows.join(jdbc, FollowEnd.FOLLOWEE, news.out().key(), news.out().follow());
        follows.join(jdbc, FollowEnd.FOLLOWER, news.in().key(), news.in().follow());
        return BlockRows.OF_BLOCKED.read(jdbc, news.otherId(), news.accountId()).version()
                == news.version();
    }
}
