package io.rookery.feed.boost;

import io.rookery.feed.event.FeedEvent.Notify;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.event.FeedOutbox;
import io.rookery.feed.status.RequestArrival;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import io.rookery.feed.status.store.StatusEvents;
import io.rookery.feed.status.store.StatusFinder;
import io.rookery.feed.status.store.StatusInsert;
import io.rookery.feed.status.store.StatusObservers;
import io.rookery.feed.status.store.StatusRemoval;
import io.rookery.feed.status.store.TargetEdge;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.shard.CorrectedClock;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Creates and deletes boosts. A boost is a status of the booster, plus an edge that is stored at
 * both ends: an account boosts a status at most once at a time. The edge's version is the boost's
 * id, or the version of its removal.
 */
@Component
class Boosts {

    static final TargetEdge BOOSTED_BY = new TargetEdge("boosted_by", "boosts_count");

    private static final StatusInsert INSERT =
            new StatusInsert(
                    """
                    insert into boost as b (slot, account_id, status_id, boost_id, active, version)
                    values (:slot, :account_id, :boost_of_id, :id, true, :id)
                    on conflict (slot, account_id, status_id) do update
                        set boost_id = excluded.boost_id, active = true, version = excluded.version
                        where not b.active and b.version < excluded.version
                    returning boost_id
                    """);

    /**
     * Maximum number of ids to try. A conflict with the same id or a later version from another
     * instance is rare, and hardly ever happens twice.
     */
    private static final int MOST_IDS = 5;

    private final ShardClient shards;
    private final IdGenerator ids;
    private final StatusFinder finder;
    private final FeedEvents feedEvents;
    private final StatusEvents events;
    private final FeedOutbox outbox;
    private final StatusObservers observers;
    private final StatusRemoval removal;
    private final CorrectedClock clock;

    Boosts(
            ShardClient shards,
            IdGenerator ids,
            StatusFinder finder,
            FeedEvents feedEvents,
            StatusEvents events,
            FeedOutbox outbox,
            StatusObservers observers,
            StatusRemoval removal,
            CorrectedClock clock) {
        this.shards = shards;
        this.ids = ids;
        this.finder = finder;
        this.feedEvents = feedEvents;
        this.events = events;
        this.outbox = outbox;
        this.observers = observers;
        this.removal = removal;
        this.clock = clock;
    }

    /**
     * Returns the account's boost of the status, and creates it if there is none.
     *
     * @param original not a boost itself, and visible to the account
     * @throws ApiException 403 for a direct status, and for a private one of another author
     */
    StatusRow boost(long account, String clientId, StatusRow original, Visibility wanted) {
        Visibility visibility = visibility(account, original, wanted);
        long newerThan = original.id();
        RequestArrival arrival = RequestArrival.now();
        for (int tries = 1; ; tries++) {
            int slot = Ids.slotOf(account);
            StatusRow row =
                    StatusRow.boost(
                            ids.next(slot, newerThan), account, clientId, visibility, original);
            try {
                Edge edge = boost(row, original);
                if (edge.boostId == row.id()) {
                    return row;
                }
                if (edge.active) {
                    return again(account, edge.boostId, original);
                }
                arrival.refuseIfLate();
                newerThan = Math.max(newerThan, edge.version);
            } catch (DuplicateKeyException e) {
                if (tries == MOST_IDS) {
                    throw e;
                }
            }
            if (tries == MOST_IDS) {
                throw new IllegalStateException("A boost was changed concurrently too often");
            }
        }
    }

    private Edge boost(StatusRow row, StatusRow original) {
        List<OutboxEvent> following = following(row, original);
        Edge edge =
                shards.write(
                        row.slot(),
                        jdbc -> {
                            if (INSERT.run(jdbc, row, Map.of())) {
                                outbox.append(jdbc, following);
                                return new Edge(row.id(), true, row.id());
                            }
                            CommitBarrier.leave(jdbc);
                            return edge(jdbc, row.accountId(), original.id()).orElseThrow();
                        });
        if (edge.boostId == row.id()) {
            observers.changed(row);
            outbox.dispatch(following);
        }
        return edge;
    }

    /**
     * Returns the existing boost. If it is recent, also repeats what an earlier attempt of the
     * request may have left undone.
     */
    private StatusRow again(long account, long boostId, StatusRow original) {
        StatusRow row = finder.visible(account, boostId);
        if (RequestArrival.isRecent(boostId, clock.instant())) {
            observers.changed(row);
            outbox.dispatch(following(row, original));
        }
        return row;
    }

    private List<OutboxEvent> following(StatusRow boost, StatusRow original) {
        List<OutboxEvent> following = new ArrayList<>(events.published(boost));
        if (original.accountId() != boost.accountId()) {
            following.add(
                    feedEvents.in(
                            boost.slot(),
                            new Notify(
                                    original.accountId(),
                                    "reblog",
                                    boost.accountId(),
                                    original.id(),
                                    boost.id())));
        }
        return following;
    }

    /** Whether the account boosts the status or has ever done so. */
    boolean hasBoosted(long account, long original) {
        return shards.read(Ids.slotOf(account), jdbc -> edge(jdbc, account, original)).isPresent();
    }

    /** Removes the account's boost of the status, if there is one. */
    void unboost(long account, StatusRow original, String key) {
        Optional<Edge> edge =
                shards.write(
                        Ids.slotOf(account),
                        jdbc -> {
                            Optional<Edge> found = edge(jdbc, account, original.id());
                            if (found.isEmpty() || !found.get().active) {
                                // An earlier attempt of this request may have removed it, through
                                // another instance.
                                CommitBarrier.leave(jdbc);
                            }
                            return found;
                        });
        if (edge.isPresent() && edge.get().active) {
            remove(account, edge.get().boostId, key);
        }
    }

    /** Deletes a boost. Does nothing if another request has already deleted it. */
    void remove(long account, long boostId, String key) {
        try {
            removal.remove(account, boostId, key);
        } catch (ApiException e) {
            if (e.status() != HttpStatus.NOT_FOUND) {
                throw e;
            }
        }
    }

    private static Visibility visibility(long account, StatusRow original, Visibility wanted) {
        return switch (original.visibility()) {
            case PUBLIC, UNLISTED -> wanted == Visibility.DIRECT ? Visibility.PRIVATE : wanted;
            case PRIVATE -> {
                if (original.accountId() != account) {
                    throw ApiException.forbidden("This action is not allowed");
                }
                yield Visibility.PRIVATE;
            }
            case DIRECT -> throw ApiException.forbidden("This action is not allowed");
        };
    }

    private static Optional<Edge> edge(JdbcClient jdbc, long account, long original) {
        return jdbc.sql(
                        "select boost_id, active, version from boost"
                                + " where slot = :slot and account_id = :account"
                                + " and status_id = :status")
                .param("slot", Ids.slotOf(account))
                .param("account", account)
                .param("status", original)
                .query((row, _) -> new Edge(row.getLong(1), row.getBoolean(2), row.getLong(3)))
                .optional();
    }

    private record Edge(long boostId, boolean active, long version) {}
}
