package io.rookery.user.relation;

import static java.util.stream.Collectors.toMap;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.relation.Standing.Mute;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the relationships between accounts. Each fact is read where it is decided, so that it holds
 * from the moment at which it was acknowledged. A follow is read at both ends, because either may
 * end it; a block in the blocker's slot; a mute in the slot of the muting account.
 */
@Component
public final class Relationships {

    private static final String OWN_SIDE =
            """
            select wanted.id, %s, %s, coalesce(b.active, false) as block,
                m.notifications as mute_notifications, m.expires_at as mute_expires_at
            from unnest(cast(:ids as bigint[])) as wanted(id)
            left join following o on o.slot = :slot and o.follower_id = :viewer and o.followee_id = wanted.id
            left join follower i on i.slot = :slot and i.followee_id = :viewer and i.follower_id = wanted.id
            left join block b on b.slot = :slot and b.account_id = :viewer and b.other_id = wanted.id
            left join mute m on m.slot = :slot and m.account_id = :viewer and m.other_id = wanted.id
                and m.active and (m.expires_at is null or m.expires_at > now())
            where coalesce(o.slot, i.slot, b.slot, m.slot) is not null\
            """
                    .formatted(Follow.columns("o", "out_"), Follow.columns("i", "in_"));

    private static final String OTHERS_SIDE =
            """
            select wanted.id, %s, %s, coalesce(b.active, false) as block,
                null::boolean as mute_notifications, null::timestamptz as mute_expires_at
            from unnest(cast(:slots as smallint[]), cast(:ids as bigint[])) as wanted(slot, id)
            left join follower o on o.slot = wanted.slot and o.followee_id = wanted.id and o.follower_id = :viewer
            left join following i on i.slot = wanted.slot and i.follower_id = wanted.id and i.followee_id = :viewer
            left join block b on b.slot = wanted.slot and b.account_id = wanted.id and b.other_id = :viewer
            where coalesce(o.slot, i.slot, b.slot) is not null\
            """
                    .formatted(Follow.columns("o", "out_"), Follow.columns("i", "in_"));

    private final ShardClient shards;

    Relationships(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * The client API's entities, one for each id in the order of the ids, even without any
     * relationship.
     */
    public List<RelationshipEntity> entities(long viewer, List<Long> ids) {
        return standings(viewer, ids).stream().map(RelationshipEntity::of).toList();
    }

    public RelationshipEntity entity(long viewer, long id) {
        return entities(viewer, List.of(id)).getFirst();
    }

    /** One standing for each id, in the order of the ids. */
    public List<Standing> standings(long viewer, List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Set<Long> owners = new LinkedHashSet<>(ids);
        owners.add(viewer);
        List<Side> sides =
                shards.readGrouped(
                        owners, Ids::slotOf, (jdbc, group) -> sides(jdbc, viewer, ids, group));
        Map<Long, Side> own = byId(sides.stream().filter(Side::isOwn));
        Map<Long, Side> others = byId(sides.stream().filter(side -> !side.isOwn()));
        return ids.stream().map(id -> standing(id, own.get(id), others.get(id))).toList();
    }

    private static Map<Long, Side> byId(Stream<Side> sides) {
        return sides.collect(toMap(Side::id, side -> side, (first, _) -> first));
    }

    private static Standing standing(long id, @Nullable Side own, @Nullable Side other) {
        Side ours = own == null ? Side.nothing(id) : own;
        Side theirs = other == null ? Side.nothing(id) : other;
        return new Standing(
                id,
                ours.out().with(theirs.out()),
                theirs.in().with(ours.in()),
                ours.isBlock(),
                theirs.isBlock(),
                ours.mute());
    }

    /**
     * What one side knows of a relationship.
     *
     * @param id of the other account, not of the viewer
     * @param isOwn whether this is the viewer's side
     * @param isBlock whether this side blocks the other one
     */
    private record Side(
            long id, boolean isOwn, Follow out, Follow in, boolean isBlock, @Nullable Mute mute) {

        static Side nothing(long id) {
            return new Side(id, false, Follow.NONE, Follow.NONE, false, null);
        }

        static Side read(ResultSet row, boolean isOwn) throws SQLException {
            return new Side(
                    row.getLong("id"),
                    isOwn,
                    Follow.read(row, "out_"),
                    Follow.read(row, "in_"),
                    row.getBoolean("block"),
                    mute(row));
        }

        private static @Nullable Mute mute(ResultSet row) throws SQLException {
            boolean notifications = row.getBoolean("mute_notifications");
            if (row.wasNull()) {
                return null;
            }
            Timestamp until = row.getTimestamp("mute_expires_at");
            return new Mute(notifications, until == null ? null : until.toInstant());
        }
    }

    /**
     * What one shard knows.
     *
     * @param owners the accounts of this shard among the viewer and the ids
     */
    private static List<Side> sides(
            JdbcClient jdbc, long viewer, Collection<Long> ids, List<Long> owners) {
        List<Side> sides = new ArrayList<>();
        if (owners.contains(viewer)) {
            sides.addAll(ownSide(jdbc, viewer, ids));
        }
        List<Long> others = owners.stream().filter(ids::contains).toList();
        if (!others.isEmpty()) {
            sides.addAll(othersSide(jdbc, viewer, others));
        }
        return sides;
    }

    private static List<Side> ownSide(JdbcClient jdbc, long viewer, Collection<Long> ids) {
        return jdbc.sql(OWN_SIDE)
                .param("ids", ids.toArray(Long[]::new))
                .param("slot", Ids.slotOf(viewer))
                .param("viewer", viewer)
                .query((row, _) -> Side.read(row, true))
                .list();
    }

    private static List<Side> othersSide(JdbcClient jdbc, long viewer, List<Long> ids) {
        return jdbc.sql(OTHERS_SIDE)
                .param("slots", ids.stream().map(Ids::slotOf).toArray(Integer[]::new))
                .param("ids", ids.toArray(Long[]::new))
                .param("viewer", viewer)
                .query((row, _) -> Side.read(row, false))
                .list();
    }
}
