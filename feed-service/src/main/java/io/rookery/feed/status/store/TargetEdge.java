package io.rookery.feed.status.store;

import io.rookery.api.paging.Page;
import io.rookery.feed.status.StatusRow;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.CommitBarrier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The edge of an interaction (a favourite or a boost) on the side of the status, stored in the
 * status' slot. It is a copy of the edge in the account's slot and follows that one in the order of
 * versions. The statement that changes the edge also updates the status' count.
 */
public final class TargetEdge {

    private final String apply;
    private final String newest;
    private final String oldest;

    /**
     * @param table table with the columns slot, status_id, account_id, active and version
     * @param count column of the status table that counts the active edges
     */
    public TargetEdge(String table, String count) {
        this.apply =
                """
                with edge as (
                    insert into %1$s as e (slot, status_id, account_id, active, version)
                    values (:slot, :status, :account, :active, :version)
                    on conflict (slot, status_id, account_id) do update
                        set active = excluded.active, version = excluded.version
                        where e.version < excluded.version
                    returning new.active::int - coalesce(old.active, false)::int as change)
                update status s set %2$s = s.%2$s + edge.change, version = s.version + 1
                from edge
                where s.slot = :slot and s.id = :status and s.deleted_at is null
                    and edge.change <> 0
                returning %3$s
                """
                        .formatted(table, count, StatusColumns.ALL);
        String page =
                "select account_id, version from "
                        + table
                        + " where slot = :slot and status_id = :status and active"
                        + " and version > :above and version < :below"
                        + " order by version %s limit :limit";
        this.newest = page.formatted("desc");
        this.oldest = page.formatted("asc");
    }

    /**
     * Applies a version of the edge, unless a newer one was applied.
     *
     * @return the status with its new count; empty when the count did not change
     */
    public Optional<StatusRow> apply(
            JdbcClient jdbc, long status, long account, boolean active, long version) {
        Optional<StatusRow> counted =
                jdbc.sql(apply)
                        .param("slot", Ids.slotOf(status))
                        .param("status", status)
                        .param("account", account)
                        .param("active", active)
                        .param("version", version)
                        .query(StatusColumns.MAPPER)
                        .optional();
        if (counted.isEmpty()) {
            CommitBarrier.leave(jdbc);
        }
        return counted;
    }

    /** Returns a page of the active edges, newest first. The page's bounds are versions. */
    public List<Actor> page(JdbcClient jdbc, long status, Page page) {
        List<Actor> actors =
                new ArrayList<>(
                        jdbc.sql(page.isAscending() ? oldest : newest)
                                .param("slot", Ids.slotOf(status))
                                .param("status", status)
                                .param("above", page.above())
                                .param("below", page.below())
                                .param("limit", page.limit())
                                .query((row, _) -> new Actor(row.getLong(1), row.getLong(2)))
                                .list());
        if (page.isAscending()) {
            Collections.reverse(actors);
        }
        return actors;
    }

    /**
     * An account with an active edge.
     *
     * @param version version of the edge
     */
    public record Actor(long accountId, long version) {}
}
