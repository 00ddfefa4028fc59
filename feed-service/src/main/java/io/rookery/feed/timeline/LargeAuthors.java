package io.rookery.feed.timeline;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.rookery.feed.status.ReachableShards;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.Reached;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The recent statuses of authors with so many followers that they are merged into home timelines
 * when these are read. Remembered for a moment: many readers share them.
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

    /** In all; of about 30 bytes each. */
    private static final int ENTRIES_REMEMBERED = 500_000;

    private final ReachableShards shards;
    private final int capacity;
    private final LoadingCache<Long, Stretch> recent;

    LargeAuthors(ReachableShards shards, TimelineSettings settings) {
        this.shards = shards;
        this.capacity = settings.capacity();
        this.recent =
                Caffeine.newBuilder()
                        .maximumWeight(ENTRIES_REMEMBERED)
                        .weigher((Long _, Stretch stretch) -> 1 + stretch.entries().size())
                        .expireAfterWrite(settings.largeAuthorsFreshFor())
                        .build(CacheLoader.<Long, Stretch>bulk(this::load));
    }

    /** What they have published lately, each of them. */
    Collection<Stretch> recentOf(List<Long> authors) {
        return recent.getAll(authors).values();
    }

    /** Lets what the author has just published be seen here at once. */
    public void forget(long author) {
        recent.invalidate(author);
    }

    private record Row(long author, TimelineEntry entry) {}

    private Map<Long, Stretch> load(Set<? extends Long> authors) {
        Reached<Row> read =
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
            // Otherwise those of whom nothing was found may have something.
            authors.forEach(author -> entries.put(author, new ArrayList<>()));
        }
        for (Row row : read.results()) {
            entries.computeIfAbsent(row.author, _ -> new ArrayList<>()).add(row.entry);
        }
        Map<Long, Stretch> loaded = new HashMap<>();
        entries.forEach((author, list) -> loaded.put(author, stretch(list)));
        return loaded;
    }

    /** A full list says nothing of what is below its last entry. */
    private Stretch stretch(List<TimelineEntry> newestFirst) {
        return new Stretch(
                newestFirst, newestFirst.size() < capacity ? 0 : newestFirst.getLast().id());
    }
}
