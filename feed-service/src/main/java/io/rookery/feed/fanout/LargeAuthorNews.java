package io.rookery.feed.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rookery.feed.cache.Pipeline;
import io.rookery.feed.cache.RedisCluster;
import io.rookery.feed.cache.Reply;
import io.rookery.feed.timeline.TimelineStore;
import org.springframework.stereotype.Component;

/**
 * Sees to it that the followers of an author who has just become large merge in what the author
 * publishes: timelines that were built before wait for it to be pushed.
 */
@Component
class LargeAuthorNews {

    private final RedisCluster redis;
    private final TimelineStore timelines;
    private final Followers followers;

    LargeAuthorNews(RedisCluster redis, TimelineStore timelines, Followers followers) {
        this.redis = redis;
        this.timelines = timelines;
        this.followers = followers;
    }

    /** Makes the followers' timelines be built anew, the first time that it is called. */
    void spread(long author) {
        // Remembered beside the timelines: what loses the one makes the others be built anew.
        String key = "large:{" + author + '}';
        Pipeline asking = redis.pipeline();
        Reply<byte[]> known = asking.get(key);
        asking.send();
        if (known.getOrNull() != null) {
            return;
        }
        followers.forEachBatch(author, timelines::invalidate);
        Pipeline telling = redis.pipeline();
        Reply<String> told = telling.set(key, "known".getBytes(US_ASCII));
        telling.send();
        told.get();
    }
}
