package io.rookery.feed.favourite;

import io.rookery.feed.event.FeedEvent.FavouriteApplied;
import io.rookery.feed.event.FeedEvent.Notify;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.event.FeedOutbox;
import io.rookery.feed.favourite.NearEdge.Target;
import io.rookery.feed.status.FarEdge;
import io.rookery.feed.status.StatusRow;
import io.rookery.kit.paging.Page;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Favourites, kept at both ends, and bookmarks, which only their account knows of. */
@Component
class Favourites {

    static final FarEdge FAVOURITED_BY = new FarEdge("favourited_by", "favourites_count");

    private static final NearEdge FAVOURITE = new NearEdge("favourite");
    private static final NearEdge BOOKMARK = new NearEdge("bookmark");

    private final ShardClient shards;
    private final IdGenerator ids;
    private final FeedEvents events;
    private final FeedOutbox outbox;

    Favourites(ShardClient shards, IdGenerator ids, FeedEvents events, FeedOutbox outbox) {
        this.shards = shards;
        this.ids = ids;
        this.events = events;
        this.outbox = outbox;
    }

    /**
     * Makes the status a favourite of the account, or no longer one; nothing when it is so already.
     */
    void favourite(long account, StatusRow status, boolean active) {
        List<OutboxEvent> following =
                shards.write(Ids.slotOf(account), jdbc -> favourite(jdbc, account, status, active));
        outbox.dispatch(following);
    }

    private List<OutboxEvent> favourite(
            JdbcClient jdbc, long account, StatusRow status, boolean active) {
        OptionalLong version = FAVOURITE.change(jdbc, ids, account, status.id(), active);
        if (version.isEmpty()) {
            return List.of();
        }
        int slot = Ids.slotOf(account);
        List<OutboxEvent> following = new ArrayList<>();
        following.add(
                events.in(
                        slot,
                        new FavouriteApplied(status.id(), account, active, version.getAsLong())));
        if (active && status.accountId() != account) {
            following.add(
                    events.in(
                            slot,
                            new Notify(status.accountId(), "favourite", account, status.id())));
        }
        outbox.append(jdbc, following);
        return following;
    }

    void bookmark(long account, StatusRow status, boolean active) {
        shards.write(
                Ids.slotOf(account),
                jdbc -> BOOKMARK.change(jdbc, ids, account, status.id(), active));
    }

    List<Target> favouritesOf(long account, Page page) {
        return shards.read(Ids.slotOf(account), jdbc -> FAVOURITE.page(jdbc, account, page));
    }

    List<Target> bookmarksOf(long account, Page page) {
        return shards.read(Ids.slotOf(account), jdbc -> BOOKMARK.page(jdbc, account, page));
    }
}
