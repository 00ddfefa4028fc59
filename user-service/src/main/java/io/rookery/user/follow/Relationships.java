package io.rookery.user.follow;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import org.springframework.stereotype.Component;

/** How an account stands to others: all of it is in its own slot. */
@Component
final class Relationships {

    private final ShardClient shards;

    Relationships(ShardClient shards) {
        this.shards = shards;
    }

    /** One for each id, in their order, whether or not there is such an account. */
    List<RelationshipEntity> of(long viewer, List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        int slot = Ids.slotOf(viewer);
        return shards.read(
                slot,
                jdbc ->
                        jdbc.sql(
                                        """
                                        select wanted.id, coalesce(f.active, false) as following,
                                            coalesce(f.active and f.show_reblogs, false) as reblogs,
                                            coalesce(f.active and f.notify, false) as notices,
                                            coalesce(b.active, false) as followed_by
                                        from unnest(cast(:ids as bigint[])) with ordinality as wanted(id, place)
                                        left join following f on f.slot = :slot and f.follower_id = :viewer
                                            and f.followee_id = wanted.id
                                        left join follower b on b.slot = :slot and b.followee_id = :viewer
                                            and b.follower_id = wanted.id
                                        order by wanted.place\
                                        """)
                                .param("ids", ids.toArray(Long[]::new))
                                .param("slot", slot)
                                .param("viewer", viewer)
                                .query((row, _) ->
                                        RelationshipEntity.of(
                                                Ids.format(row.getLong("id")),
                                                row.getBoolean("following"),
                                                row.getBoolean("reblogs"),
                                                row.getBoolean("notices"),
                                                row.getBoolean("followed_by")))
                                .list());
    }

    RelationshipEntity of(long viewer, long id) {
        return of(viewer, List.of(id)).getFirst();
    }
}
