package io.rookery.feed.timeline;

import io.rookery.feed.status.ReachableShards;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.Reached;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Home timelines as the shards have them: what the account and those it follows have published, and
 * direct statuses that mention it. A status is shown once: a boost is left out when the boosted
 * status is of such an author itself, and when another of them boosted it before. What is on a
 * shard that does not answer is left out.
 */
class HomeHistory {

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

    /** What a further look takes in, that many boosts which are not shown cost few looks. */
    private static final int LEAST_ROWS = 100;

    private static final int MOST_ROWS = 1_600;

    /**
     * More of them find nothing but boosts of what is there already, thousands one after another.
     */
    static final int MOST_LOOKS = 8;

    private static final Comparator<Found> NEWEST_FIRST =
            Comparator.comparingLong(Found::id).reversed();

    private final ReachableShards shards;

    HomeHistory(ReachableShards shards) {
        this.shards = shards;
    }

    /**
     * What was read of a timeline.
     *
     * @param stretch complete down to its floor, which is 0 when there is nothing below
     * @param isWhole false when a shard did not answer
     */
    record Reading(Stretch stretch, List<TimelineEntry> boosts, boolean isWhole) {}

    /** A row; {@code author} is 0 for a direct status by somebody else. */
    record Found(long id, long author, long boostOf) {
        TimelineEntry entry() {
            return new TimelineEntry(id, boostOf);
        }
    }

    /**
     * The account's home timeline within the window.
     *
     * @param published whose statuses are wanted
     * @return less than the window could show where thousands of boosts that are not shown come one
     *     after another
     */
    Reading read(long viewer, HomeSources sources, Collection<Long> published, Window window) {
        HomeBoosts boosts = new HomeBoosts(shards, sources, published);
        List<Found> all = new ArrayList<>();
        Window rest = window;
        boolean isWhole = true;
        for (int look = 1; ; look++) {
            Reached<Found> part = found(viewer, published, boosts, rest);
            isWhole &= part.isWhole();
            all.addAll(part.results());
            boosts.learn(part.results());
            List<TimelineEntry> entries = shown(all, boosts);
            boolean isAll = part.results().size() < rest.limit();
            if (isAll || entries.size() >= window.limit() || look == MOST_LOOKS) {
                long floor =
                        isAll
                                ? (window.above() == 0 ? 0 : window.above() + 1)
                                : (window.isAscending() ? 0 : part.results().getLast().id);
                return new Reading(
                        cut(entries, window, floor), boosts.known(), isWhole && boosts.isWhole());
            }
            long furthest =
                    (window.isAscending() ? part.results().getFirst() : part.results().getLast())
                            .id;
            rest = rest.after(furthest, rows(look, window.limit() - entries.size()));
        }
    }

    /** How many rows the look after so many others takes in. */
    static int rows(int looks, int stillWanted) {
        return Math.max(stillWanted, Math.min(MOST_ROWS, LEAST_ROWS << (looks - 1)));
    }

    /** What the window shows of the entries: the last look may have found more. */
    private static Stretch cut(List<TimelineEntry> entries, Window window, long floor) {
        List<TimelineEntry> shown = window.cut(entries);
        return shown.size() == entries.size() || window.isAscending()
                ? new Stretch(shown, floor)
                : new Stretch(shown, shown.getLast().id());
    }

    /** A direct status by a followed author would be there twice. */
    private static List<TimelineEntry> shown(List<Found> all, HomeBoosts boosts) {
        return all.stream()
                .filter(boosts::shows)
                .map(Found::entry)
                .sorted(TimelineEntry.NEWEST_FIRST)
                .distinct()
                .toList();
    }

    /** Everything within the window, newest first. */
    private Reached<Found> found(
            long viewer, Collection<Long> published, HomeBoosts boosts, Window window) {
        Reached<Found> theirs =
                shards.read(
                        published,
                        Ids::slotOf,
                        (jdbc, some) ->
                                within(jdbc.sql(ordered(PUBLISHED, window)), window)
                                        .param("authors", some.toArray(Long[]::new))
                                        .param("boosters", boosters(some, boosts))
                                        .param("viewer", viewer)
                                        .query((row, _) ->
                                                new Found(
                                                        row.getLong(1),
                                                        row.getLong(2),
                                                        row.getLong(3)))
                                        .list());
        Reached<Found> direct =
                shards.read(
                        Set.of(viewer),
                        Ids::slotOf,
                        (jdbc, _) ->
                                within(jdbc.sql(ordered(DIRECT, window)), window)
                                        .param("slot", Ids.slotOf(viewer))
                                        .param("viewer", viewer)
                                        .query((row, _) -> new Found(row.getLong(1), 0, 0))
                                        .list());
        List<Found> all = new ArrayList<>(theirs.results());
        all.addAll(direct.results());
        all.sort(NEWEST_FIRST);
        Set<String> missing = new HashSet<>(theirs.missing());
        missing.addAll(direct.missing());
        int size = Math.min(all.size(), window.limit());
        return new Reached<>(
                window.isAscending()
                        ? all.subList(all.size() - size, all.size())
                        : all.subList(0, size),
                missing);
    }

    private static Boolean[] boosters(List<Long> authors, HomeBoosts boosts) {
        return authors.stream().map(boosts::countsOf).toArray(Boolean[]::new);
    }

    private static String ordered(String sql, Window window) {
        return sql.replace("<direction>", window.isAscending() ? "asc" : "desc");
    }

    private static JdbcClient.StatementSpec within(JdbcClient.StatementSpec sql, Window window) {
        return sql.param("above", window.above())
                .param("below", window.below())
                .param("limit", window.limit());
    }
}
