package io.rookery.feed.status.store;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Looks up a viewer's interactions with statuses, by one query on the viewer's shard. */
@Component
public class ViewerFlags {

    /** SQL that selects status id, kind and 0, for the parameters slot, viewer and ids. */
    public static final String FLAGS =
            """
            select status_id, 'favourite', 0::bigint from favourite
            where slot = :slot and account_id = :viewer and status_id = any(:ids) and active
            union all
            select status_id, 'boost', 0 from boost
            where slot = :slot and account_id = :viewer and status_id = any(:ids) and active
            union all
            select status_id, 'bookmark', 0 from bookmark
            where slot = :slot and account_id = :viewer and status_id = any(:ids) and active
            """;

    /** No interactions. */
    public static final Flags NONE = new Flags(Set.of(), Set.of(), Set.of());

    private final ShardClient shards;

    ViewerFlags(ShardClient shards) {
        this.shards = shards;
    }

    public Flags of(long viewer, Collection<Long> statusIds) {
        if (statusIds.isEmpty()) {
            return NONE;
        }
        Flags flags = Flags.none();
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
                .forEach(flag -> flags.add(flag.statusId, flag.kind));
        return flags;
    }

    /** Ids of the statuses that the viewer has favourited, boosted and bookmarked. */
    public record Flags(Set<Long> favourited, Set<Long> boosted, Set<Long> bookmarked) {

        /** Creates empty, mutable flags. */
        public static Flags none() {
            return new Flags(new HashSet<>(), new HashSet<>(), new HashSet<>());
        }

        /**
         * Adds the flag of one row.
         *
         * @param kind the kind in a row of {@link #FLAGS}
         */
        public void add(long statusId, String kind) {
            switch (kind) {
                case "favourite" -> favourited.add(statusId);
                case "boost" -> boosted.add(statusId);
                default -> bookmarked.add(statusId);
            }
        }

        public void addAll(Flags others) {
            favourited.addAll(others.favourited);
            boosted.addAll(others.boosted);
            bookmarked.addAll(others.bookmarked);
        }
    }

    private record Flag(long statusId, String kind) {}
}
