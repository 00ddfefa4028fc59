package io.rookery.feed.timeline;

import io.rookery.feed.cache.RedisUnavailableException;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Statuses;
import io.rookery.shard.transaction.Reached;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public timeline: its newest entries from Redis, the others by merging those of the shards
 * that answer.
 */
class PublicTimelines {

    private final TimelineStore store;
    private final Builds builds;
    private final Statuses statuses;
    private final ShardReads shardReads;
    private final int capacity;

    PublicTimelines(
            TimelineStore store,
            Statuses statuses,
            ShardReads shardReads,
            TimelineSettings settings) {
        this.store = store;
        this.builds = new Builds(store);
        this.statuses = statuses;
        this.shardReads = shardReads;
        this.capacity = settings.capacity();
    }

    /** The entries that the window shows, newest first. */
    List<TimelineEntry> read(Window window) {
        @Nullable Held held = held(window);
        return held == null ? entries(window) : held.stretch().page(window, this::entries);
    }

    private @Nullable Held held(Window window) {
        try {
            Held held = store.read(TimelineKey.PUBLIC, window);
            return held != null ? held : builds.build(TimelineKey.PUBLIC, this::newest);
        } catch (RedisUnavailableException e) {
            return null;
        }
    }

    private Content newest() {
        Reached<TimelineEntry> read = fromShards(new Window(0, Long.MAX_VALUE, capacity, false));
        List<TimelineEntry> entries = read.results();
        long floor = entries.size() < capacity ? 0 : entries.getLast().id();
        return Content.ofEverybody(new Stretch(entries, floor), read.isWhole());
    }

    private List<TimelineEntry> entries(Window window) {
        return fromShards(window).results();
    }

    private Reached<TimelineEntry> fromShards(Window window) {
        Reached<StatusRow> rows =
                shardReads.run(() ->
                        window.isAscending()
                                ? statuses.oldestPublic(
                                        window.above(), window.below(), window.limit())
                                : statuses.newestPublic(
                                        window.above(), window.below(), window.limit()));
        return new Reached<>(
                rows.results().stream().map(row -> TimelineEntry.of(row.id())).toList(),
                rows.missing());
    }
}
