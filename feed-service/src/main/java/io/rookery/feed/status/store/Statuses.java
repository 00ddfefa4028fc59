package io.rookery.feed.status.store;

import static java.util.Comparator.comparingLong;

import io.rookery.feed.status.StatusRow;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.PartialResults;
import io.rookery.shard.transaction.ShardClient;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads statuses from the shards. Deleted statuses are left out. */
@Component
public class Statuses {

    /** Newest first. */
    public static final Comparator<StatusRow> NEWEST_FIRST =
            comparingLong(StatusRow::id).reversed();

    private static final String BY_IDS =
            "select "
                    + StatusColumns.ALL
                    + " from unnest(:slots::smallint[], :ids::bigint[]) as k (slot, id)"
                    + " join status s on s.slot = k.slot and s.id = k.id"
                    + " where s.deleted_at is null";

    private static final String RECENT_OF =
            "select "
                    + StatusColumns.ALL
                    + " from unnest(:accounts::bigint[]) as a (id) cross join lateral ("
                    + "select * from status where account_id = a.id and id > :above and id < :below"
                    + " and deleted_at is null order by id %1$s limit :limit) s"
                    + " order by s.id %1$s limit :limit";

    private static final String NEWEST_PUBLIC =
            "select "
                    + StatusColumns.ALL
                    + " from status s where s.deleted_at is null and s.visibility = 'public'"
                    + " and s.boost_of_id is null and (s.in_reply_to_id is null"
                    + " or s.in_reply_to_account_id = s.account_id)"
                    + " and s.id > :above and s.id < :below and s.slot <> all (:foreign)"
                    + " order by s.id %s limit :limit";

    private final ShardClient shards;
    private final ReachableShards reachable;

    public Statuses(ShardClient shards, ReachableShards reachable) {
        this.shards = shards;
        this.reachable = reachable;
    }

    public Optional<StatusRow> byId(long id) {
        return shards.read(
                Ids.slotOf(id),
                jdbc ->
                        jdbc.sql(
                                        "select "
                                                + StatusColumns.ALL
                                                + " from status s where s.slot = :slot and s.id = :id"
                                                + " and s.deleted_at is null")
                                .param("slot", Ids.slotOf(id))
                                .param("id", id)
                                .query(StatusColumns.MAPPER)
                                .optional());
    }

    /** Returns the statuses that exist, with one query for each shard. */
    public Map<Long, StatusRow> byIds(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<StatusRow> rows = shards.readGrouped(ids, Ids::slotOf, Statuses::byIds);
        Map<Long, StatusRow> byId = HashMap.newHashMap(rows.size());
        rows.forEach(row -> byId.put(row.id(), row));
        return byId;
    }

    /** Returns the statuses that exist on the shards that answer. */
    public Map<Long, StatusRow> reachable(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<StatusRow> rows = reachable.read(ids, Ids::slotOf, Statuses::byIds).results();
        Map<Long, StatusRow> byId = HashMap.newHashMap(rows.size());
        rows.forEach(row -> byId.put(row.id(), row));
        return byId;
    }

    private static List<StatusRow> byIds(JdbcClient jdbc, List<Long> ids) {
        return jdbc.sql(BY_IDS)
                .param("slots", ids.stream().map(Ids::slotOf).toArray(Integer[]::new))
                .param("ids", ids.toArray(Long[]::new))
                .query(StatusColumns.MAPPER)
                .list();
    }

    /**
     * Returns the newest statuses of the accounts, of every visibility and with boosts, newest
     * first.
     *
     * @param above exclusive lower bound of the ids
     * @param below exclusive upper bound of the ids
     * @param limit maximum number of statuses
     */
    public List<StatusRow> recentOf(Collection<Long> accounts, long above, long below, int limit) {
        return of(accounts, above, below, limit, false);
    }

    /** Like {@link #recentOf}, but the oldest statuses between the bounds; still newest first. */
    public List<StatusRow> oldestOf(Collection<Long> accounts, long above, long below, int limit) {
        return of(accounts, above, below, limit, true);
    }

    private List<StatusRow> of(
            Collection<Long> accounts, long above, long below, int limit, boolean ascending) {
        String sql = RECENT_OF.formatted(direction(ascending));
        List<StatusRow> rows =
                shards.readGrouped(
                        accounts,
                        Ids::slotOf,
                        (jdbc, some) ->
                                jdbc.sql(sql)
                                        .param("accounts", some.toArray(Long[]::new))
                                        .param("above", above)
                                        .param("below", below)
                                        .param("limit", limit)
                                        .query(StatusColumns.MAPPER)
                                        .list());
        return merged(rows, limit, ascending);
    }

    /**
     * Returns the newest statuses of the public timeline between the exclusive bounds, newest
     * first, from the shards that answer.
     */
    public PartialResults<StatusRow> newestPublic(long above, long below, int limit) {
        return ofPublic(above, below, limit, false);
    }

    /**
     * Like {@link #newestPublic}, but the oldest statuses between the bounds; still newest first.
     */
    public PartialResults<StatusRow> oldestPublic(long above, long below, int limit) {
        return ofPublic(above, below, limit, true);
    }

    private PartialResults<StatusRow> ofPublic(
            long above, long below, int limit, boolean ascending) {
        String sql = NEWEST_PUBLIC.formatted(direction(ascending));
        PartialResults<StatusRow> read =
                reachable.readEverywhere((jdbc, foreign) ->
                        jdbc.sql(sql)
                                .param("foreign", foreign)
                                .param("above", above)
                                .param("below", below)
                                .param("limit", limit)
                                .query(StatusColumns.MAPPER)
                                .list());
        return new PartialResults<>(merged(read.results(), limit, ascending), read.missing());
    }

    private static String direction(boolean ascending) {
        return ascending ? "asc" : "desc";
    }

    private static List<StatusRow> merged(List<StatusRow> rows, int limit, boolean ascending) {
        Comparator<StatusRow> order = ascending ? NEWEST_FIRST.reversed() : NEWEST_FIRST;
        return rows.stream().sorted(order).limit(limit).sorted(NEWEST_FIRST).toList();
    }
}
