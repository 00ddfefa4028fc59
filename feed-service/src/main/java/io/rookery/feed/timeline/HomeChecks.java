package io.rookery.feed.timeline;

import io.rookery.feed.status.store.ViewerFlags;
import io.rookery.feed.status.store.ViewerFlags.Flags;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a page of a home timeline against the viewer's own shard. One query returns the viewer's
 * interactions with the statuses, the viewer's own statuses, and the version of the timeline's
 * sources. These are current, whatever Redis holds.
 */
final class HomeChecks {

    private static final String CHECK =
            ViewerFlags.FLAGS
                    + """
                    union all
                    select version, 'version', 0 from home
                    where slot = :slot and account_id = :viewer
                    union all
                    select (extract(epoch from now()) * 1000)::bigint, 'now', 0
                    union all
                    (select id, 'own', coalesce(boost_of_id, 0) from status
                    where account_id = :viewer and deleted_at is null
                        and id > :above and id < :below
                    order by id <direction> limit :limit)
                    union all
                    select id, 'existing', 0 from status
                    where slot = :slot and id = any(:candidates) and account_id = :viewer
                        and deleted_at is null
                    """;

    private static final String UPWARDS = CHECK.replace("<direction>", "asc");
    private static final String DOWNWARDS = CHECK.replace("<direction>", "desc");

    private final ShardClient shards;

    HomeChecks(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * @param range the part of the timeline for which the entries are complete
     * @param shown the ids of the statuses on the page, and of the statuses that its boosts boost
     */
    HomeCheck of(long viewer, IdRange range, Collection<Long> shown) {
        int slot = Ids.slotOf(viewer);
        Long[] candidates =
                shown.stream().filter(id -> Ids.slotOf(id) == slot).toArray(Long[]::new);
        List<Row> rows =
                shards.read(
                        slot,
                        jdbc ->
                                jdbc.sql(range.isAscending() ? UPWARDS : DOWNWARDS)
                                        .param("slot", slot)
                                        .param("viewer", viewer)
                                        .param("ids", shown.toArray(Long[]::new))
                                        .param("candidates", candidates)
                                        .param("above", range.above())
                                        .param("below", range.below())
                                        .param("limit", range.limit())
                                        .query((row, _) ->
                                                new Row(
                                                        row.getLong(1),
                                                        row.getString(2),
                                                        row.getLong(3)))
                                        .list());
        return check(rows);
    }

    private record Row(long number, String kind, long boostOf) {}

    private static HomeCheck check(List<Row> rows) {
        Flags flags = Flags.none();
        Map<Long, Long> own = new HashMap<>();
        Set<Long> existing = new HashSet<>();
        long version = 0;
        long now = 0;
        for (Row row : rows) {
            switch (row.kind) {
                case "version" -> version = row.number;
                case "now" -> now = row.number;
                case "own" -> own.put(row.number, row.boostOf);
                case "existing" -> existing.add(row.number);
                default -> flags.add(row.number, row.kind);
            }
        }
        return new HomeCheck(flags, version, now, own, existing);
    }
}
