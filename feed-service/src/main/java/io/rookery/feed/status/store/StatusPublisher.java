package io.rookery.feed.status.store;

import io.rookery.feed.event.FeedOutbox;
import io.rookery.feed.status.Content;
import io.rookery.feed.status.NewStatus;
import io.rookery.feed.status.RequestArrival;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.text.ContentParser;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.shard.CorrectedClock;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Publishes statuses, idempotent by the request's key. A key of an account publishes one status,
 * however often it is sent: to several instances, concurrently, or across a failover. The row of
 * the key is inserted in the same transaction as the status. A concurrent request with the key
 * waits for that row, and then returns that status.
 */
@Component
public class StatusPublisher {

    private static final StatusInsert INSERT =
            new StatusInsert(
                    """
                    insert into idempotency (slot, account_id, key, status_id)
                    values (:slot, :account_id, :key, :id)
                    on conflict (slot, account_id, key) do nothing returning status_id
                    """);

    /**
     * Maximum number of attempts to insert with a new id. A collision with an id of another
     * instance is rare, and two in a row hardly happen.
     */
    private static final int MOST_IDS = 5;

    private final ShardClient shards;
    private final IdGenerator ids;
    private final StatusFinder finder;
    private final ContentParser contents;
    private final FeedOutbox outbox;
    private final StatusEvents events;
    private final StatusObservers observers;
    private final CorrectedClock clock;

    StatusPublisher(
            ShardClient shards,
            IdGenerator ids,
            StatusFinder finder,
            ContentParser contents,
            FeedOutbox outbox,
            StatusEvents events,
            StatusObservers observers,
            CorrectedClock clock) {
        this.shards = shards;
        this.ids = ids;
        this.finder = finder;
        this.contents = contents;
        this.outbox = outbox;
        this.events = events;
        this.observers = observers;
        this.clock = clock;
    }

    /**
     * The result of a request to publish.
     *
     * @param isNew whether this request has published the status, and not an earlier one with its
     *     key
     */
    public record Published(StatusRow row, boolean isNew) {}

    /**
     * Publishes a status, or returns the one that an earlier request with the key has published.
     *
     * @throws ApiException 404 when the answered status does not exist for the author
     */
    public Published publish(long author, String clientId, NewStatus wanted, String key) {
        @Nullable StatusRow answered;
        try {
            answered = answered(author, wanted);
        } catch (ApiException e) {
            // The answered status may have been deleted since a first attempt; a retry still gets
            // its answer.
            return publishedBefore(author, key).orElseThrow(() -> e);
        }
        for (int tries = 1; ; tries++) {
            StatusRow row = row(author, clientId, wanted, answered);
            try {
                return publish(row, key);
            } catch (DuplicateKeyException e) {
                if (tries == MOST_IDS) {
                    throw e;
                }
            }
        }
    }

    private Published publish(StatusRow row, String key) {
        List<OutboxEvent> following = events.published(row);
        long published =
                shards.write(
                        row.slot(),
                        jdbc -> {
                            if (INSERT.run(jdbc, row, Map.of("key", key))) {
                                outbox.append(jdbc, following);
                                return row.id();
                            }
                            CommitBarrier.leave(jdbc);
                            return idOf(jdbc, row.slot(), row.accountId(), key).orElseThrow();
                        });
        if (published != row.id()) {
            return again(row.accountId(), published);
        }
        observers.changed(row);
        outbox.dispatch(following);
        return new Published(row, true);
    }

    private @Nullable StatusRow answered(long author, NewStatus wanted) {
        return wanted.inReplyToId() == null
                ? null
                : finder.original(author, Ids.format(wanted.inReplyToId()));
    }

    private Optional<Published> publishedBefore(long author, String key) {
        int slot = Ids.slotOf(author);
        return shards.write(
                        slot,
                        jdbc -> {
                            Optional<Long> id = idOf(jdbc, slot, author, key);
                            if (id.isPresent()) {
                                CommitBarrier.leave(jdbc);
                            }
                            return id;
                        })
                .map(id -> again(author, id));
    }

    /**
     * Returns the status that an earlier request with the key has published. If that was recently,
     * the instance may have died before it dispatched the follow-up work. So the work is dispatched
     * here as well, and may run twice.
     */
    private Published again(long author, long id) {
        StatusRow row = finder.visible(author, id);
        if (RequestArrival.isRecent(id, clock.instant())) {
            observers.changed(row);
            outbox.dispatch(events.published(row));
        }
        return new Published(row, false);
    }

    private static Optional<Long> idOf(JdbcClient jdbc, int slot, long author, String key) {
        return jdbc.sql(
                        "select status_id from idempotency"
                                + " where slot = :slot and account_id = :account and key = :key")
                .param("slot", slot)
                .param("account", author)
                .param("key", key)
                .query(Long.class)
                .optional();
    }

    private StatusRow row(
            long author, String clientId, NewStatus wanted, @Nullable StatusRow answered) {
        int slot = Ids.slotOf(author);
        long id = answered == null ? ids.next(slot) : ids.next(slot, answered.id());
        Content content = contents.parse(wanted.content());
        return StatusRow.post(id, author, clientId, wanted.visibility(), content, answered);
    }
}
