package io.rookery.feed.status;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What a viewer has done with statuses, by one query on the viewer's shard. */
@Component
class ViewerFlags {

    private static final String FLAGS =
            """
            select status_id, 'favourite' from favourite
            where slot = :slot and account_id = :viewer and status_id = any(:ids) and active
            union all
            select status_id, 'boost' from boost
            where slot = :slot and account_id = :viewer and status_id = any(:ids) and active
            union all
            select status_id, 'bookmark' from bookmark
            where slot = :slot and account_id = :viewer and status_id = any(:ids) and active
            """;

    /** Nothing done with anything. */
    static final Flags NONE = new Flags(Set.of(), Set.of(), Set.of());

    private final ShardClient shards;

    ViewerFlags(ShardClient shards) {
        this.shards = shards;
    }

    Flags of(long viewer, Collection<Long> statusIds) {
        if (statusIds.isEmpty()) {
            return NONE;
        }
        Flags flags = new Flags(new HashSet<>(), new HashSet<>(), new HashSet<>());
        int slot = Ids.slotOf(viewer);
        Long[] ids = statusIds.toArray(Long[]::new);
        shards.read(
                        slot,
                        jdbc ->
                                jdbc.sql(FLAGS)
                                        .param("slot", slot)
                                        .param("viewer", viewer)
                                        .param("ids", ids)
                                        .query((row, _) ->
                                                new Flag(row.getLong(1), row.getString(2)))
                                        .list())
                .forEach(flags::add);
        return flags;
    }

    record Flags(Set<Long> favourited, Set<Long> boosted, Set<Long> bookmarked) {

        private void add(Flag flag) {
            switch (flag.kind) {
                case "favourite" -> favourited.add(flag.statusId);
                case "boost" -> boosted.add(flag.statusId);
                default -> bookmarked.add(flag.statusId);
            }
        }
    }

    private record Flag(long statusId, String kind) {}
}
