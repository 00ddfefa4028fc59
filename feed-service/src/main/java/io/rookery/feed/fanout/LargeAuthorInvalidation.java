package io.rookery.feed.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rookery.feed.account.Accounts.FollowersPage;
import io.rookery.feed.event.FeedEvent.LargeAuthor;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.event.FurtherEvents;
import io.rookery.feed.redis.CommandResult;
import io.rookery.feed.redis.Pipeline;
import io.rookery.feed.redis.RedisPipelineClient;
import io.rookery.feed.timeline.TimelineStore;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Invalidates the home timelines of an author's followers when the author has just become large.
 * Timelines that were built before expect the author's statuses to be pushed; rebuilt ones merge
 * them in on read.
 */
@Component
class LargeAuthorInvalidation implements OutboxHandler {

    private final RedisPipelineClient redis;
    private final TimelineStore timelines;
    private final Followers followers;
    private final FeedEvents events;
    private final FurtherEvents further;
    private final FanoutSettings settings;

    LargeAuthorInvalidation(
            RedisPipelineClient redis,
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

    /** Starts the invalidation of the followers' timelines, unless it was started before. */
    void spread(long author) {
        // The marker is in Redis, like the timelines: if Redis loses the marker, the timelines are
        // invalidated again.
        String key = "large:{" + author + '}';
        Pipeline asking = redis.pipeline();
        CommandResult<byte[]> known = asking.get(key);
        asking.send();
        if (known.getOrNull() != null) {
            return;
        }
        further.leave(Ids.slotOf(author), List.of(new LargeAuthor(author, null)));
        Pipeline telling = redis.pipeline();
        CommandResult<String> told = telling.set(key, "known".getBytes(US_ASCII));
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
