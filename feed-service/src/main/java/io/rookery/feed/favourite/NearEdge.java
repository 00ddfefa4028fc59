package io.rookery.feed.favourite;

import io.rookery.kit.paging.Page;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The end of an edge between an account and a status that lies in the account's slot. Each change
 * has a version greater than the one before, whatever the clocks of the instances say.
 */
final class NearEdge {

    private final String activate;
    private final String deactivate;
    private final String state;
    private final String newest;
    private final String oldest;

    /**
     * @param table with the columns slot, account_id, status_id, active and version
     */
    NearEdge(String table) {
        this.activate =
                """
                insert into %1$s as e (slot, account_id, status_id, active, version)
                values (:slot, :account, :status, true, :version)
                on conflict (slot, account_id, status_id) do update
                    set active = true, version = excluded.version
                    where not e.active and e.version < excluded.version
                """
                        .formatted(table);
        this.deactivate =
                """
                update %1$s set active = false, version = :version
                where slot = :slot and account_id = :account and status_id = :status
                    and active and version < :version
                """
                        .formatted(table);
        this.state =
                """
                select active, version from %1$s
                where slot = :slot and account_id = :account and status_id = :status for update
                """
                        .formatted(table);
        String page =
                "select status_id, version from "
                        + table
                        + " where slot = :slot and account_id = :account and active"
                        + " and version > :above and version < :below"
                        + " order by version %s limit :limit";
        this.newest = page.formatted("desc");
        this.oldest = page.formatted("asc");
    }

    /** The version of the change; none when the edge was so already. */
    OptionalLong change(
            JdbcClient jdbc, IdGenerator ids, long account, long status, boolean active) {
        int slot = Ids.slotOf(account);
        long version = ids.next(slot, status);
        if (set(jdbc, slot, account, status, active, version)) {
            return OptionalLong.of(version);
        }
        Optional<State> state =
                jdbc.sql(this.state)
                        .param("slot", slot)
                        .param("account", account)
                        .param("status", status)
                        .query((row, _) -> new State(row.getBoolean(1), row.getLong(2)))
                        .optional();
        if (state.isEmpty() || state.get().active == active) {
            return OptionalLong.empty();
        }
        long newer = ids.next(slot, state.get().version);
        return set(jdbc, slot, account, status, active, newer)
                ? OptionalLong.of(newer)
                : OptionalLong.empty();
    }

    private boolean set(
            JdbcClient jdbc, int slot, long account, long status, boolean active, long version) {
        return jdbc.sql(active ? activate : deactivate)
                        .param("slot", slot)
                        .param("account", account)
                        .param("status", status)
                        .param("version", version)
                        .update()
                == 1;
    }

    /** The page's active edges, newest first; the page goes by their versions. */
    List<Target> page(JdbcClient jdbc, long account, Page page) {
        List<Target> targets =
                new ArrayList<>(
                        jdbc.sql(page.isAscending() ? oldest : newest)
                                .param("slot", Ids.slotOf(account))
                                .param("account", account)
                                .param("above", page.above())
                                .param("below", page.below())
                                .param("limit", page.limit())
                                .query((row, _) -> new Target(row.getLong(1), row.getLong(2)))
                                .list());
        if (page.isAscending()) {
            Collections.reverse(targets);
        }
        return targets;
    }

    /** A status at the other end, and since which version. */
    record Target(long statusId, long version) {}

    private record State(boolean active, long version) {}
}
