package io.rookery.feed.timeline;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.rookery.feed.status.store.ReachableShards;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.PartialResults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recent statuses of large authors. These have so many followers that their statuses are not fanned
 * out on write, but merged into home timelines on read. Cached briefly and shared by all readers.
 */
public class LargeAuthors {

    private static final String RECENT =
            """
            select s.id, s.account_id, s.boost_of_id
            from unnest(:authors::bigint[]) as a (id) cross join lateral (
                select id, account_id, boost_of_id from status
                where account_id = a.id and deleted_at is null and visibility <> 'direct'
                order by id desc limit :limit) s
            order by s.account_id, s.id desc
            """;

    /** Maximum number of entries in the cache, about 30 bytes each. */
    private static final int ENTRIES_REMEMBERED = 500_000;

    private final ReachableShards shards;
    private final int capacity;
    private final LoadingCache<Long, TimelineSegment> recent;

    LargeAuthors(ReachableShards shards, TimelineSettings settings) {
        this.shards = shards;
        this.capacity = settings.capacity();
        this.recent =
                Caffeine.newBuilder()
                        .maximumWeight(ENTRIES_REMEMBERED)
                        .weigher((Long _, TimelineSegment segment) -> 1 + segment.entries().size())
                        .expireAfterWrite(settings.largeAuthorsFreshFor())
                        .build(CacheLoader.<Long, TimelineSegment>bulk(this::load));
    }

    /** The recent statuses of each of the authors. */
    Collection<TimelineSegment> recentOf(List<Long> authors) {
        return recent.getAll(authors).values();
    }

    /** Evicts the author, so that this instance shows new statuses immediately. */
    public void forget(long author) {
        recent.invalidate(author);
    }

    private record Row(long author, TimelineEntry entry) {}

    private Map<Long, TimelineSegment> load(Set<? extends Long> authors) {
        PartialResults<Row> read =
                shards.read(
                        Set.<Long>copyOf(authors),
                        Ids::slotOf,
                        (jdbc, some) ->
                                jdbc.sql(RECENT)
                                        .param("authors", some.toArray(Long[]::new))
                                        .param("limit", capacity)
                                        .query((row, _) ->
                                                new Row(
                                                        row.getLong(2),
                                                        new TimelineEntry(
                                                                row.getLong(1), row.getLong(3))))
                                        .list());
        Map<Long, List<TimelineEntry>> entries = new HashMap<>();
        if (read.isWhole()) {
            // Only when all shards answered: otherwise an author without rows may have statuses.
            authors.forEach(author -> entries.put(author, new ArrayList<>()));
        }
        for (Row row : read.results()) {
            entries.computeIfAbsent(row.author, _ -> new ArrayList<>()).add(row.entry);
        }
        Map<Long, TimelineSegment> loaded = new HashMap<>();
        entries.forEach((author, list) -> loaded.put(author, segment(list)));
        return loaded;
    }

    /** A list at capacity is complete only down to its last entry. */
    private TimelineSegment segment(List<TimelineEntry> newestFirst) {
        return new TimelineSegment(
                newestFirst, newestFirst.size() < capacity ? 0 : newestFirst.getLast().id());
    }
}
