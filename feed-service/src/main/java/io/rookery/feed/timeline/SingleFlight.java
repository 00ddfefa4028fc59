package io.rookery.feed.timeline;

import io.rookery.feed.redis.RedisUnavailableException;
import io.rookery.feed.timeline.TimelineStore.Build;
import io.rookery.kit.deadline.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds timelines from the shards, with one build at a time for each key (request coalescing).
 * Concurrent callers share the result of the build. They do not share it when an invalidation came
 * in between, since the result may then be too old for them.
 */
class SingleFlight {

    private static final Logger log = LoggerFactory.getLogger(SingleFlight.class);

    private final TimelineStore store;
    private final ConcurrentMap<TimelineKey, CompletableFuture<@Nullable CachedTimeline>> underWay =
            new ConcurrentHashMap<>();

    SingleFlight(TimelineStore store) {
        this.store = store;
    }

    /**
     * Rebuilds the timeline, or waits for a build in progress.
     *
     * @param source reads the shards when it is called, and not before
     * @throws RedisUnavailableException when Redis does not answer
     */
    CachedTimeline build(TimelineKey key, Supplier<TimelineSnapshot> source) {
        CompletableFuture<@Nullable CachedTimeline> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable CachedTimeline> others = underWay.putIfAbsent(key, mine);
        if (others != null) {
            CachedTimeline built = await(others);
            if (built != null) {
                return built;
            }
            // The build that was joined has no result that may be shared.
            return buildAlone(key, source, new CompletableFuture<>());
        }
        try {
            return buildAlone(key, source, mine);
        } finally {
            underWay.remove(key, mine);
            mine.complete(null);
        }
    }

    private CachedTimeline buildAlone(
            TimelineKey key,
            Supplier<TimelineSnapshot> source,
            CompletableFuture<@Nullable CachedTimeline> shared) {
        Build build = store.begin(key);
        TimelineSnapshot content = source.get();
        CachedTimeline read = content.held();
        try {
            if (content.isWhole() && store.complete(build, content)) {
                shared.complete(read);
            }
        } catch (RedisUnavailableException e) {
            log.debug("A timeline was read from the shards but could not be cached", e);
        }
        return read;
    }

    private static @Nullable CachedTimeline await(
            CompletableFuture<@Nullable CachedTimeline> others) {
        try {
            return others.get(Deadline.current().remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }
}
