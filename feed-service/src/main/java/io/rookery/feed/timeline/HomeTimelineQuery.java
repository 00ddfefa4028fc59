package io.rookery.feed.timeline;

import io.rookery.feed.status.store.ReachableShards;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.PartialResults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads home timelines from the shards: statuses by the account and by the accounts that it
 * follows, and direct statuses that mention it. Each status is shown once. A boost is left out when
 * the timeline follows the author of the boosted status, or when another followed account boosted
 * the status before. Statuses on a shard that does not answer are left out.
 */
class HomeTimelineQuery {

    private static final String PUBLISHED =
            """
            select s.id, s.account_id, s.boost_of_id
            from unnest(:authors::bigint[], :boosters::boolean[]) as a (id, boosts)
            cross join lateral (
                select id, account_id, boost_of_id from status
                where account_id = a.id and id > :above and id < :below and deleted_at is null
                    and (visibility <> 'direct' or account_id = :viewer)
                    and (boost_of_id is null or a.boosts)
                order by id <direction> limit :limit) s
            order by s.id <direction> limit :limit
            """;

    private static final String DIRECT =
            """
            select status_id from direct
            where slot = :slot and account_id = :viewer
                and status_id > :above and status_id < :below
            order by status_id <direction> limit :limit
            """;

    /**
     * Row limit of the second query; each further query doubles it. Larger queries keep the number
     * of queries low when many boosts are not shown.
     */
    private static final int LEAST_ROWS = 100;

    private static final int MOST_ROWS = 1_600;

    /**
     * Maximum number of queries for one page. The limit is reached only when thousands of
     * consecutive rows are boosts of statuses that are shown already.
     */
    static final int MOST_LOOKS = 8;

    private static final Comparator<Found> NEWEST_FIRST =
            Comparator.comparingLong(Found::id).reversed();

    private final ReachableShards shards;

    HomeTimelineQuery(ReachableShards shards) {
        this.shards = shards;
    }

    /**
     * The result of one read.
     *
     * @param segment complete down to its floor, which is 0 when there is nothing below
     * @param boosts the boosts that may be shown, also those that are not the first of their status
     * @param isWhole false when a shard did not answer
     */
    record Reading(TimelineSegment segment, List<TimelineEntry> boosts, boolean isWhole) {}

    /** A row. The {@code author} is 0 for a direct status that mentions the viewer. */
    record Found(long id, long author, long boostOf) {
        TimelineEntry entry() {
            return new TimelineEntry(id, boostOf);
        }
    }

    /**
     * Reads the account's home timeline within the range.
     *
     * @param published the accounts whose statuses are read
     * @return fewer entries than the range has where thousands of consecutive boosts are not shown
     */
    Reading read(long viewer, HomeSources sources, Collection<Long> published, IdRange range) {
        HomeBoosts boosts = new HomeBoosts(shards, sources, published);
        List<Found> all = new ArrayList<>();
        IdRange rest = range;
        boolean isWhole = true;
        for (int look = 1; ; look++) {
            PartialResults<Found> part = found(viewer, published, boosts, rest);
            isWhole &= part.isWhole();
            all.addAll(part.results());
            boosts.learn(part.results());
            List<TimelineEntry> entries = shown(all, boosts);
            boolean isAll = part.results().size() < rest.limit();
            if (isAll || entries.size() >= range.limit() || look == MOST_LOOKS) {
                long floor =
                        isAll
                                ? (range.above() == 0 ? 0 : range.above() + 1)
                                : (range.isAscending() ? 0 : part.results().getLast().id);
                return new Reading(
                        cut(entries, range, floor), boosts.known(), isWhole && boosts.isWhole());
            }
            long furthest =
                    (range.isAscending() ? part.results().getFirst() : part.results().getLast()).id;
            rest = rest.after(furthest, rows(look, range.limit() - entries.size()));
        }
    }

    /**
     * The row limit of a further query.
     *
     * @param looks the number of queries made so far
     */
    static int rows(int looks, int stillWanted) {
        return Math.max(stillWanted, Math.min(MOST_ROWS, LEAST_ROWS << (looks - 1)));
    }

    /** Cuts the entries to the range: the last query may have found more than the limit. */
    private static TimelineSegment cut(List<TimelineEntry> entries, IdRange range, long floor) {
        List<TimelineEntry> shown = range.cut(entries);
        return shown.size() == entries.size() || range.isAscending()
                ? new TimelineSegment(shown, floor)
                : new TimelineSegment(shown, shown.getLast().id());
    }

    /**
     * Returns the entries to show, newest first. Drops duplicates: both queries may return the same
     * direct status.
     */
    private static List<TimelineEntry> shown(List<Found> all, HomeBoosts boosts) {
        return all.stream()
                .filter(boosts::shows)
                .map(Found::entry)
                .sorted(TimelineEntry.NEWEST_FIRST)
                .distinct()
                .toList();
    }

    /** Runs the queries for the range and merges their rows, newest first. */
    private PartialResults<Found> found(
            long viewer, Collection<Long> published, HomeBoosts boosts, IdRange range) {
        PartialResults<Found> theirs =
                shards.read(
                        published,
                        Ids::slotOf,
                        (jdbc, some) ->
                                within(jdbc.sql(ordered(PUBLISHED, range)), range)
                                        .param("authors", some.toArray(Long[]::new))
                                        .param("boosters", boosters(some, boosts))
                                        .param("viewer", viewer)
                                        .query((row, _) ->
                                                new Found(
                                                        row.getLong(1),
                                                        row.getLong(2),
                                                        row.getLong(3)))
                                        .list());
        PartialResults<Found> direct =
                shards.read(
                        Set.of(viewer),
                        Ids::slotOf,
                        (jdbc, _) ->
                                within(jdbc.sql(ordered(DIRECT, range)), range)
                                        .param("slot", Ids.slotOf(viewer))
                                        .param("viewer", viewer)
                                        .query((row, _) -> new Found(row.getLong(1), 0, 0))
                                        .list());
        List<Found> all = new ArrayList<>(theirs.results());
        all.addAll(direct.results());
        all.sort(NEWEST_FIRST);
        Set<String> missing = new HashSet<>(theirs.missing());
        missing.addAll(direct.missing());
        int size = Math.min(all.size(), range.limit());
        return new PartialResults<>(
                range.isAscending()
                        ? all.subList(all.size() - size, all.size())
                        : all.subList(0, size),
                missing);
    }

    private static Boolean[] boosters(List<Long> authors, HomeBoosts boosts) {
        return authors.stream().map(boosts::countsOf).toArray(Boolean[]::new);
    }

    private static String ordered(String sql, IdRange range) {
        return sql.replace("<direction>", range.isAscending() ? "asc" : "desc");
    }

    private static JdbcClient.StatementSpec within(JdbcClient.StatementSpec sql, IdRange range) {
        return sql.param("above", range.above())
                .param("below", range.below())
                .param("limit", range.limit());
    }
}
