package io.rookery.feed.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rookery.feed.account.Accounts.FollowersPage;
import io.rookery.feed.cache.Pipeline;
import io.rookery.feed.cache.RedisCluster;
import io.rookery.feed.cache.Reply;
import io.rookery.feed.event.FeedEvent.LargeAuthor;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.event.FurtherEvents;
import io.rookery.feed.timeline.TimelineStore;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Sees to it that the followers of an author who has just become large merge in what the author
 * publishes: timelines that were built before wait for it to be pushed.
 */
@Component
class LargeAuthorNews implements OutboxHandler {

    private final RedisCluster redis;
    private final TimelineStore timelines;
    private final Followers followers;
    private final FeedEvents events;
    private final FurtherEvents further;
    private final FanoutSettings settings;

    LargeAuthorNews(
            RedisCluster redis,
            TimelineStore timelines,
            Followers followers,
            FeedEvents events,
            FurtherEvents further,
            FanoutSettings settings) {
        this.redis = redis;
        this.timelines = timelines;
        this.followers = followers;
        this.events = events;
        this.further = further;
        this.settings = settings;
    }

    /** Has the followers' timelines built anew, the first time that it is called. */
    void spread(long author) {
        // Remembered beside the timelines: what loses the one makes the others be built anew.
        String key = "large:{" + author + '}';
        Pipeline asking = redis.pipeline();
        Reply<byte[]> known = asking.get(key);
        asking.send();
        if (known.getOrNull() != null) {
            return;
        }
        further.leave(Ids.slotOf(author), List.of(new LargeAuthor(author, null)));
        Pipeline telling = redis.pipeline();
        Reply<String> told = telling.set(key, "known".getBytes(US_ASCII));
        telling.send();
        told.get();
    }

    @Override
    public String kind() {
        return LargeAuthor.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        LargeAuthor news = events.read(event, LargeAuthor.class);
        Deadline.run(settings.within(), () -> invalidate(news));
    }

    private void invalidate(LargeAuthor news) {
        long author = news.authorId();
        FollowersPage page = followers.page(author, news.after());
        followers.forEachBatch(page, timelines::invalidate);
        Long next = page.next();
        if (next != null) {
            further.leave(Ids.slotOf(author), List.of(new LargeAuthor(author, next)));
        }
    }
}
