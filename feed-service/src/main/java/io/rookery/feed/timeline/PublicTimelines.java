package io.rookery.feed.timeline;

import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.Statuses;
import io.rookery.shard.transaction.PartialResults;
import java.util.List;

/**
 * Reads the public timeline. The newest entries come from Redis. Older ones are merged from the
 * shards that answer.
 */
class PublicTimelines {

    private final TimelineCache cache;
    private final Statuses statuses;
    private final ShardReads shardReads;
    private final int capacity;

    PublicTimelines(
            TimelineCache cache,
            Statuses statuses,
            ShardReads shardReads,
            TimelineSettings settings) {
        this.cache = cache;
        this.statuses = statuses;
        this.shardReads = shardReads;
        this.capacity = settings.capacity();
    }

    /** The entries within the range, newest first. */
    List<TimelineEntry> read(IdRange range) {
        CachedTimeline held = cache.read(TimelineKey.PUBLIC, range, this::newest);
        return held == null ? entries(range) : held.segment().page(range, this::entries);
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
