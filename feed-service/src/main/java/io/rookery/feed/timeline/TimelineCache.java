package io.rookery.feed.timeline;

import io.rookery.feed.redis.RedisUnavailableException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads timelines from Redis, and builds those that are missing there. Every kind of timeline is
 * read through it; they differ in the key, and in the source of a build. Thread-safe.
 */
final class TimelineCache {

    private final TimelineStore store;
    private final SingleFlight singleFlight;

    TimelineCache(TimelineStore store) {
        this.store = store;
        this.singleFlight = new SingleFlight(store);
    }

    /**
     * Reads the range of a timeline, which is built first if Redis does not have it. Returns null
     * while Redis is unavailable.
     *
     * @param source reads the newest part of the timeline from the shards
     */
    @Nullable CachedTimeline read(
            TimelineKey key, IdRange range, Supplier<TimelineSnapshot> source) {
        try {
            CachedTimeline held = store.read(key, range);
            return held != null ? held : build(key, source);
        } catch (RedisUnavailableException e) {
            return null;
        }
    }

    /** Builds a timeline anew. Returns null while Redis is unavailable. */
    @Nullable CachedTimeline build(TimelineKey key, Supplier<TimelineSnapshot> source) {
        try {
            return singleFlight.build(key, source);
        } catch (RedisUnavailableException e) {
            return null;
        }
    }
}
