package io.rookery.feed.timeline;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Home timelines as the shards have them: what the account and those it follows have published, and
 * direct statuses that mention it. A status is shown once: a boost is left out when the boosted
 * status is of such an author itself, and when another of them boosted it before.
 */
class HomeHistory {

    private static final String PUBLISHED =
            """
            select s.id, s.account_id, s.boost_of_id
            from unnest(:authors::bigint[]) as a (id) cross join lateral (
                select id, account_id, boost_of_id from status
                where account_id = a.id and id > :above and id < :below and deleted_at is null
                    and (visibility <> 'direct' or account_id = :viewer)
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

    private static final String BOOSTED =
            """
            select s.id, s.account_id, b.account_id as booster, b.version
            from unnest(:slots::smallint[], :ids::bigint[]) as k (slot, id)
                join status s on s.slot = k.slot and s.id = k.id
                left join boosted_by b on b.slot = k.slot and b.status_id = k.id and b.active
                    and b.account_id = any (:authors::bigint[])
            """;

    private final ShardClient shards;

    HomeHistory(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * The account's home timeline within the window.
     *
     * @param published whose statuses are wanted; of the others' only what they boosted before
     * @return complete down to its floor, which is 0 when there is nothing below
     */
    Stretch read(long viewer, Following following, Collection<Long> published, Window window) {
        List<TimelineEntry> entries = new ArrayList<>(window.limit());
        Window rest = window;
        while (true) {
            List<Found> found = found(viewer, published, rest);
            entries.addAll(shown(found, following));
            if (found.size() < rest.limit()) {
                break;
            }
            long furthest = (window.isAscending() ? found.getFirst() : found.getLast()).id;
            if (entries.size() >= window.limit()) {
                return new Stretch(sorted(entries), window.isAscending() ? 0 : furthest);
            }
            rest = rest.after(furthest, window.limit() - entries.size());
        }
        return new Stretch(sorted(entries), window.above() == 0 ? 0 : window.above() + 1);
    }

    /** A row; {@code author} is 0 for a direct status by somebody else. */
    private record Found(long id, long author, long boostOf) {
        TimelineEntry entry() {
            return new TimelineEntry(id, boostOf);
        }
    }

    private record Boosted(long id, long author, long booster, long version) {}

    /** Everything within the window, newest first. */
    private List<Found> found(long viewer, Collection<Long> published, Window window) {
        List<Found> all =
                new ArrayList<>(
                        shards.readGrouped(
                                published,
                                Ids::slotOf,
                                (jdbc, some) ->
                                        within(jdbc.sql(ordered(PUBLISHED, window)), window)
                                                .param("authors", some.toArray(Long[]::new))
                                                .param("viewer", viewer)
                                                .query((row, _) ->
                                                        new Found(
                                                                row.getLong(1),
                                                                row.getLong(2),
                                                                row.getLong(3)))
                                                .list()));
        int slot = Ids.slotOf(viewer);
        all.addAll(
                shards.read(
                        slot,
                        jdbc ->
                                within(jdbc.sql(ordered(DIRECT, window)), window)
                                        .param("slot", slot)
                                        .param("viewer", viewer)
                                        .query((row, _) -> new Found(row.getLong(1), 0, 0))
                                        .list()));
        all.sort((a, b) -> Long.compare(b.id, a.id));
        int size = Math.min(all.size(), window.limit());
        return window.isAscending()
                ? all.subList(all.size() - size, all.size())
                : all.subList(0, size);
    }

    private static String ordered(String sql, Window window) {
        return sql.replace("<direction>", window.isAscending() ? "asc" : "desc");
    }

    private static JdbcClient.StatementSpec within(JdbcClient.StatementSpec sql, Window window) {
        return sql.param("above", window.above())
                .param("below", window.below())
                .param("limit", window.limit());
    }

    private List<TimelineEntry> shown(List<Found> found, Following following) {
        Set<Long> originals = new HashSet<>();
        for (Found one : found) {
            if (one.boostOf != 0) {
                originals.add(one.boostOf);
            }
        }
        if (originals.isEmpty()) {
            return found.stream().map(Found::entry).toList();
        }
        Map<Long, List<Boosted>> boosted = boosted(originals, following.authors());
        Set<Long> authors = new HashSet<>(following.authors());
        return found.stream()
                .filter(one -> one.boostOf == 0 || isFirst(one, boosted, authors))
                .map(Found::entry)
                .toList();
    }

    private Map<Long, List<Boosted>> boosted(Set<Long> originals, List<Long> authors) {
        Long[] boosters = authors.toArray(Long[]::new);
        List<Boosted> rows =
                shards.readGrouped(
                        originals,
                        Ids::slotOf,
                        (jdbc, ids) ->
                                jdbc.sql(BOOSTED)
                                        .param(
                                                "slots",
                                                ids.stream()
                                                        .map(Ids::slotOf)
                                                        .toArray(Integer[]::new))
                                        .param("ids", ids.toArray(Long[]::new))
                                        .param("authors", boosters)
                                        .query((row, _) ->
                                                new Boosted(
                                                        row.getLong(1),
                                                        row.getLong(2),
                                                        row.getLong(3),
                                                        row.getLong(4)))
                                        .list());
        Map<Long, List<Boosted>> byOriginal = new HashMap<>();
        for (Boosted row : rows) {
            byOriginal.computeIfAbsent(row.id, _ -> new ArrayList<>()).add(row);
        }
        return byOriginal;
    }

    /** Whether the boost is what brings the boosted status into the timeline. */
    private static boolean isFirst(
            Found boost, Map<Long, List<Boosted>> boosted, Set<Long> authors) {
        List<Boosted> rows = boosted.getOrDefault(boost.boostOf, List.of());
        if (rows.isEmpty() || authors.contains(rows.getFirst().author)) {
            return false;
        }
        // Its own edge may not have arrived yet; its id is about as old as the edge.
        long version = boost.id;
        for (Boosted row : rows) {
            if (row.booster == boost.author) {
                version = row.version;
            }
        }
        for (Boosted row : rows) {
            if (row.booster != 0 && row.booster != boost.author && row.version < version) {
                return false;
            }
        }
        return true;
    }

    /** A direct status by a followed author would be there twice. */
    private static List<TimelineEntry> sorted(List<TimelineEntry> entries) {
        return entries.stream().sorted(TimelineEntry.NEWEST_FIRST).distinct().toList();
    }
}
