package io.rookery.feed.status.store;

import io.rookery.feed.event.FeedOutbox;
import io.rookery.feed.status.StatusRow;
import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes statuses and boosts. Idempotent: a retried request gets the same answer. */
@Component
public class StatusRemoval {

    private static final String REMOVE =
            """
            with removed as (
                update status set deleted_at = now(), deleted_by = :request, version = version + 1
                where slot = :slot and id = :id and account_id = :account and deleted_at is null
                returning *),
            counted as (
                update author set statuses_count = statuses_count - 1, version = author.version + 1
                from removed
                where author.slot = removed.slot and author.account_id = removed.account_id),
            unboosted as (
                update boost set active = false, version = :version
                from removed
                where boost.slot = removed.slot and boost.account_id = removed.account_id
                    and boost.status_id = removed.boost_of_id and boost.boost_id = removed.id)
            select %s from removed s
            """
                    .formatted(StatusColumns.ALL);

    private static final String REMOVED_BEFORE =
            """
            select %s from status s
            where s.slot = :slot and s.id = :id and s.account_id = :account
                and s.deleted_by = :request
            """
                    .formatted(StatusColumns.ALL);

    private final ShardClient shards;
    private final IdGenerator ids;
    private final FeedOutbox outbox;
    private final StatusEvents events;
    private final StatusObservers observers;

    public StatusRemoval(
            ShardClient shards,
            IdGenerator ids,
            FeedOutbox outbox,
            StatusEvents events,
            StatusObservers observers) {
        this.shards = shards;
        this.ids = ids;
        this.outbox = outbox;
        this.events = events;
        this.observers = observers;
    }

    /**
     * Deletes the status and returns it as it was. A retry does what the first attempt may have
     * left undone.
     *
     * @param key idempotency key of the request; a retry with it gets the same answer
     * @throws ApiException 404 when the account has no such status, or deleted it with another
     *     request
     */
    public StatusRow remove(long account, long id, String key) {
        int slot = Ids.slotOf(id);
        // A boost's edge has the boost's id as its version, so the version of the removal must be
        // greater.
        long version = Math.max(ids.next(slot), id + 1);
        Removed removed =
                shards.write(
                        slot,
                        jdbc -> {
                            Optional<StatusRow> row = run(jdbc, REMOVE, account, id, key, version);
                            if (row.isEmpty()) {
                                StatusRow before =
                                        run(jdbc, REMOVED_BEFORE, account, id, key, version)
                                                .orElseThrow(ApiException::notFound);
                                CommitBarrier.leave(jdbc);
                                return new Removed(before, events.removed(before, version));
                            }
                            List<OutboxEvent> following =
                                    events.removed(row.orElseThrow(), version);
                            outbox.append(jdbc, following);
                            return new Removed(row.orElseThrow(), following);
                        });
        if (observers.removed(id)) {
            outbox.dispatch(removed.following);
        } else {
            outbox.dispatchWithoutRedis(removed.following);
        }
        return removed.row;
    }

    private static Optional<StatusRow> run(
            JdbcClient jdbc, String sql, long account, long id, String key, long version) {
        return jdbc.sql(sql)
                .param("slot", Ids.slotOf(id))
                .param("id", id)
                .param("account", account)
                .param("request", key)
                .param("version", version)
                .query(StatusColumns.MAPPER)
                .optional();
    }

    private record Removed(StatusRow row, List<OutboxEvent> following) {}
}
