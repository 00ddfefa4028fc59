package io.rookery.feed.timeline;

import io.rookery.feed.status.store.ReachableShards;
import io.rookery.feed.timeline.HomeTimelineQuery.Found;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.PartialResults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which boosts a home timeline shows. A boosted status that is not in the timeline by
 * itself is shown once, by its first boost by a followed account. The shard of the boosted status
 * lists its boosters, but may lag behind. So a boost counts only while the booster's own shard has
 * it. An instance serves one read; not thread-safe.
 */
final class HomeBoosts {

    private static final String BOOSTED =
            """
            select s.id, s.account_id, b.version
            from unnest(:slots::smallint[], :ids::bigint[]) as k (slot, id)
                join status s on s.slot = k.slot and s.id = k.id and s.deleted_at is null
                left join boosted_by b on b.slot = k.slot and b.status_id = k.id and b.active
                    and b.account_id = any (:boosters::bigint[])
            """;

    private static final String EXISTING =
            """
            select s.id from unnest(:slots::smallint[], :ids::bigint[]) as k (slot, id)
                join status s on s.slot = k.slot and s.id = k.id and s.deleted_at is null
            """;

    private final ReachableShards shards;
    private final Set<Long> authors;
    private final Set<Long> boosters;

    /** Boosts of each status that was looked up, the first boost first. */
    private final Map<Long, TreeSet<Long>> boostsOf = new HashMap<>();

    private final Map<Long, Long> authorOf = new HashMap<>();
    private boolean isWhole = true;

    /**
     * @param published the accounts whose boosts count, except those in {@link
     *     HomeSources#silent()}
     */
    HomeBoosts(ReachableShards shards, HomeSources sources, Collection<Long> published) {
        this.shards = shards;
        this.authors = new HashSet<>(sources.following().authors());
        this.boosters = new HashSet<>(published);
        boosters.removeAll(sources.silent());
    }

    /** Whether boosts by the account count. */
    boolean countsOf(long account) {
        return boosters.contains(account);
    }

    /**
     * A boosted status and one active boost of it; {@code boost} is 0 when it has none. The version
     * of the boost's edge is the id of the boost.
     */
    private record Boosted(long original, long author, long boost) {}

    /** Records the boosts among the rows, and looks up the statuses that they boost. */
    void learn(List<Found> found) {
        Set<Long> unknown = new HashSet<>();
        Set<Long> seen = new HashSet<>();
        for (Found one : found) {
            if (one.boostOf() != 0 && boosters.contains(one.author())) {
                seen.add(one.id());
                if (!boostsOf.containsKey(one.boostOf())) {
                    unknown.add(one.boostOf());
                }
                boostsOf.computeIfAbsent(one.boostOf(), _ -> new TreeSet<>()).add(one.id());
            }
        }
        if (!unknown.isEmpty()) {
            lookUp(unknown, seen);
        }
    }

    private void lookUp(Set<Long> originals, Set<Long> seen) {
        Long[] some = boosters.toArray(Long[]::new);
        PartialResults<Boosted> edges =
                shards.read(
                        originals,
                        Ids::slotOf,
                        (jdbc, ids) ->
                                jdbc.sql(BOOSTED)
                                        .param("slots", slots(ids))
                                        .param("ids", ids.toArray(Long[]::new))
                                        .param("boosters", some)
                                        .query((row, _) ->
                                                new Boosted(
                                                        row.getLong(1),
                                                        row.getLong(2),
                                                        row.getLong(3)))
                                        .list());
        isWhole &= edges.isWhole();
        Set<Long> unseen = new HashSet<>();
        for (Boosted edge : edges.results()) {
            authorOf.put(edge.original, edge.author);
            if (edge.boost != 0 && !seen.contains(edge.boost)) {
                unseen.add(edge.boost);
            }
        }
        Set<Long> existing = existing(unseen);
        for (Boosted edge : edges.results()) {
            if (existing.contains(edge.boost)) {
                boostsOf.computeIfAbsent(edge.original, _ -> new TreeSet<>()).add(edge.boost);
            }
        }
    }

    private Set<Long> existing(Collection<Long> boosts) {
        if (boosts.isEmpty()) {
            return Set.of();
        }
        PartialResults<Long> found =
                shards.read(
                        boosts,
                        Ids::slotOf,
                        (jdbc, ids) ->
                                jdbc.sql(EXISTING)
                                        .param("slots", slots(ids))
                                        .param("ids", ids.toArray(Long[]::new))
                                        .query((row, _) -> row.getLong(1))
                                        .list());
        isWhole &= found.isWhole();
        return new HashSet<>(found.results());
    }

    /** Whether the timeline shows the row, judging by the rows recorded so far. */
    boolean shows(Found found) {
        if (found.boostOf() == 0) {
            return true;
        }
        TreeSet<Long> boosts = boostsOf.get(found.boostOf());
        Long author = authorOf.get(found.boostOf());
        return boosts != null
                && author != null
                && !authors.contains(author)
                && boosts.first() == found.id();
    }

    /** The boosts that may be shown, each with the boosted status. */
    List<TimelineEntry> known() {
        List<TimelineEntry> known = new ArrayList<>();
        boostsOf.forEach((original, boosts) -> {
            Long author = authorOf.get(original);
            if (author != null && !authors.contains(author)) {
                boosts.forEach(boost -> known.add(new TimelineEntry(boost, original)));
            }
        });
        return known;
    }

    boolean isWhole() {
        return isWhole;
    }

    private static Integer[] slots(Collection<Long> ids) {
        return ids.stream().map(Ids::slotOf).toArray(Integer[]::new);
    }
}
