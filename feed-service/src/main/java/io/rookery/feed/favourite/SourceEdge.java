package io.rookery.feed.favourite;

import io.rookery.api.paging.Page;
import io.rookery.feed.status.RequestArrival;
import io.rookery.kit.error.UnavailableException;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.CommitBarrier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The account's end of an edge between an account and a status. It is stored in the account's slot.
 * Each change has a greater version than the one before, even if the clocks of the instances
 * disagree.
 */
final class SourceEdge {

    private final String activate;
    private final String deactivate;
    private final String state;
    private final String exists;
    private final String newest;
    private final String oldest;

    /**
     * @param table with the columns slot, account_id, status_id, active and version
     */
    SourceEdge(String table) {
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
        this.exists =
                """
                select exists (select from %1$s
                    where slot = :slot and account_id = :account and status_id = :status)
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

    /**
     * Makes the change, unless the edge is already in that state. Returns empty when there is no
     * edge to end.
     *
     * @throws UnavailableException when the edge has changed since in a way that this change would
     *     undo; it is then not made
     */
    Optional<Version> change(JdbcClient jdbc, IdGenerator ids, Change change) {
        if (set(jdbc, change, change.version)) {
            return Optional.of(new Version(change.version, true));
        }
        Optional<State> state =
                jdbc.sql(this.state)
                        .param("slot", change.slot())
                        .param("account", change.account)
                        .param("status", change.status)
                        .query((row, _) -> new State(row.getBoolean(1), row.getLong(2)))
                        .optional();
        if (state.isEmpty() || state.get().active == change.active) {
            // An earlier attempt of this request may have made the change, through another
            // instance.
            CommitBarrier.leave(jdbc);
            return state.map(found -> new Version(found.version, false));
        }
        change.arrival.refuseIfLate();
        long newer = ids.next(change.slot(), state.get().version);
        return set(jdbc, change, newer) ? Optional.of(new Version(newer, true)) : Optional.empty();
    }

    private boolean set(JdbcClient jdbc, Change change, long version) {
        return jdbc.sql(change.active ? activate : deactivate)
                        .param("slot", change.slot())
                        .param("account", change.account)
                        .param("status", change.status)
                        .param("version", version)
                        .update()
                == 1;
    }

    /** Whether the edge exists, active or not. */
    boolean exists(JdbcClient jdbc, long account, long status) {
        return jdbc.sql(exists)
                .param("slot", Ids.slotOf(account))
                .param("account", account)
                .param("status", status)
                .query(Boolean.class)
                .single();
    }

    /**
     * A change that a request asks for. Its version is generated when the request arrives, so that
     * it loses against a later request that is already applied.
     */
    record Change(long account, long status, boolean active, long version, RequestArrival arrival) {

        static Change of(IdGenerator ids, long account, long status, boolean active) {
            long version = ids.next(Ids.slotOf(account), status);
            return new Change(account, status, active, version, RequestArrival.now());
        }

        int slot() {
            return Ids.slotOf(account);
        }
    }

    /**
     * The version since which an edge has its state.
     *
     * @param isNew whether this change has set the state
     */
    record Version(long number, boolean isNew) {}

    /** The page's active edges, newest first. The page's cursor is the version. */
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

    /** A status at the other end, and the version since which the edge is active. */
    record Target(long statusId, long version) {}

    private record State(boolean active, long version) {}
}
