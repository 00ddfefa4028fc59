package io.rookery.feed.favourite;

import io.rookery.api.paging.Page;
import io.rookery.feed.event.FeedEvent.FavouriteApplied;
import io.rookery.feed.event.FeedEvent.Notify;
import io.rookery.feed.event.FeedEvent.NotifyUndone;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.event.FeedOutbox;
import io.rookery.feed.favourite.SourceEdge.Change;
import io.rookery.feed.favourite.SourceEdge.Target;
import io.rookery.feed.favourite.SourceEdge.Version;
import io.rookery.feed.status.RequestArrival;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.TargetEdge;
import io.rookery.kit.shard.CorrectedClock;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores favourites and bookmarks. A favourite is stored at both ends, with the account and with
 * the status. A bookmark is stored only with its account.
 */
@Component
class Favourites {

    static final TargetEdge FAVOURITED_BY = new TargetEdge("favourited_by", "favourites_count");

    private static final SourceEdge FAVOURITE = new SourceEdge("favourite");
    private static final SourceEdge BOOKMARK = new SourceEdge("bookmark");

    private final ShardClient shards;
    private final IdGenerator ids;
    private final FeedEvents events;
    private final FeedOutbox outbox;
    private final CorrectedClock clock;

    Favourites(
            ShardClient shards,
            IdGenerator ids,
            FeedEvents events,
            FeedOutbox outbox,
            CorrectedClock clock) {
        this.shards = shards;
        this.ids = ids;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Makes the status a favourite of the account, or ends that. Does nothing if it is already so.
     */
    void favourite(long account, StatusRow status, boolean active) {
        Change change = Change.of(ids, account, status.id(), active);
        List<OutboxEvent> following =
                shards.write(change.slot(), jdbc -> favourite(jdbc, change, status));
        outbox.dispatch(following);
    }

    /**
     * Makes the change and returns the events to dispatch. If an earlier attempt of the request has
     * just made the change, its events are returned again.
     */
    private List<OutboxEvent> favourite(JdbcClient jdbc, Change change, StatusRow status) {
        Optional<Version> version = FAVOURITE.change(jdbc, ids, change);
        if (version.isEmpty()) {
            return List.of();
        }
        if (version.get().isNew()) {
            List<OutboxEvent> following = following(change, version.get().number(), status);
            outbox.append(jdbc, following);
            return following;
        }
        return RequestArrival.isRecent(version.get().number(), clock.instant())
                ? following(change, version.get().number(), status)
                : List.of();
    }

    private List<OutboxEvent> following(Change change, long version, StatusRow status) {
        int slot = change.slot();
        long account = change.account();
        List<OutboxEvent> following = new ArrayList<>();
        following.add(
                events.in(
                        slot,
                        new FavouriteApplied(status.id(), account, change.active(), version)));
        if (status.accountId() != account) {
            long author = status.accountId();
            following.add(
                    events.in(
                            slot,
                            change.active()
                                    ? new Notify(author, "favourite", account, status.id(), version)
                                    : new NotifyUndone(
                                            author, "favourite", account, status.id(), version)));
        }
        return following;
    }

    void bookmark(long account, StatusRow status, boolean active) {
        Change change = Change.of(ids, account, status.id(), active);
        shards.write(change.slot(), jdbc -> BOOKMARK.change(jdbc, ids, change));
    }

    /** Whether the status is or ever was a favourite of the account. */
    boolean hasFavoured(long account, long status) {
        return shards.read(Ids.slotOf(account), jdbc -> FAVOURITE.exists(jdbc, account, status));
    }

    /** Whether the account bookmarks the status or has ever done so. */
    boolean hasBookmarked(long account, long status) {
        return shards.read(Ids.slotOf(account), jdbc -> BOOKMARK.exists(jdbc, account, status));
    }

    List<Target> favouritesOf(long account, Page page) {
        return shards.read(Ids.slotOf(account), jdbc -> FAVOURITE.page(jdbc, account, page));
    }

    List<Target> bookmarksOf(long account, Page page) {
        return shards.read(Ids.slotOf(account), jdbc -> BOOKMARK.page(jdbc, account, page));
    }
}
