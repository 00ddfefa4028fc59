package io.rookery.feed.timeline;

import io.rookery.feed.cache.RedisUnavailableException;
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
 * Builds timelines anew from the shards. Of those who want the same one at the same time, one
 * builds and the others take what it has built; but not when an invalidation came in between, for
 * then it may be older than what they are entitled to.
 */
class Builds {

    private static final Logger log = LoggerFactory.getLogger(Builds.class);

    private final TimelineStore store;
    private final ConcurrentMap<TimelineKey, CompletableFuture<@Nullable Held>> underWay =
            new ConcurrentHashMap<>();

    Builds(TimelineStore store) {
        this.store = store;
    }

    /**
     * The timeline, built anew.
     *
     * @param source reads the shards when it is called, and not before
     * @throws RedisUnavailableException when Redis does not answer
     */
    Held build(TimelineKey key, Supplier<Content> source) {
        CompletableFuture<@Nullable Held> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable Held> others = underWay.putIfAbsent(key, mine);
        if (others != null) {
            Held built = await(others);
            if (built != null) {
                return built;
            }
            // The one that was joined came to nothing that may be shared.
            return buildAlone(key, source, new CompletableFuture<>());
        }
        try {
            return buildAlone(key, source, mine);
        } finally {
            underWay.remove(key, mine);
            mine.complete(null);
        }
    }

    private Held buildAlone(
            TimelineKey key, Supplier<Content> source, CompletableFuture<@Nullable Held> shared) {
        Build build = store.begin(key);
        Content content = source.get();
        Held read = content.held();
        try {
            if (content.isWhole() && store.complete(build, content)) {
                shared.complete(read);
            }
        } catch (RedisUnavailableException e) {
            log.debug("A timeline was read from the shards but could not be kept", e);
        }
        return read;
    }

    private static @Nullable Held await(CompletableFuture<@Nullable Held> others) {
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
