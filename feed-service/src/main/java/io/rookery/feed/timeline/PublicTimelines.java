package io.rookery.feed.timeline;

import io.rookery.feed.redis.RedisUnavailableException;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.Statuses;
import io.rookery.shard.transaction.PartialResults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the public timeline. The newest entries come from Redis. Older ones are merged from the
 * shards that answer.
 */
class PublicTimelines {

    private final TimelineStore store;
    private final SingleFlight singleFlight;
    private final Statuses statuses;
    private final ShardReads shardReads;
    private final int capacity;

    PublicTimelines(
            TimelineStore store,
            Statuses statuses,
            ShardReads shardReads,
            TimelineSettings settings) {
        this.store = store;
        this.singleFlight = new SingleFlight(store);
        this.statuses = statuses;
        this.shardReads = shardReads;
        this.capacity = settings.capacity();
    }

    /** The entries within the range, newest first. */
    List<TimelineEntry> read(IdRange range) {
        @Nullable CachedTimeline held = held(range);
        return held == null ? entries(range) : held.segment().page(range, this::entries);
    }

    private @Nullable CachedTimeline held(IdRange range) {
        try {
            CachedTimeline held = store.read(TimelineKey.PUBLIC, range);
            return held != null ? held : singleFlight.build(TimelineKey.PUBLIC, this::newest);
        } catch (RedisUnavailableException e) {
            return null;
        }
    }

    private TimelineSnapshot newest() {
        PartialResults<TimelineEntry> read =
                fromShards(new IdRange(0, Long.MAX_VALUE, capacity, false));
        List<TimelineEntry> entries = read.results();
        long floor = entries.size() < capacity ? 0 : entries.getLast().id();
        return TimelineSnapshot.ofEverybody(new TimelineSegment(entries, floor), read.isWhole());
    }

    private List<TimelineEntry> entries(IdRange range) {
        return fromShards(range).results();
    }

    private PartialResults<TimelineEntry> fromShards(IdRange range) {
        PartialResults<StatusRow> rows =
                shardReads.run(() ->
                        range.isAscending()
                                ? statuses.oldestPublic(range.above(), range.below(), range.limit())
                                : statuses.newestPublic(
                                        range.above(), range.below(), range.limit()));
        return new PartialResults<>(
                rows.results().stream().map(row -> TimelineEntry.of(row.id())).toList(),
                rows.missing());
    }
}
