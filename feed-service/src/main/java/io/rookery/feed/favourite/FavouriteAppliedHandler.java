package io.rookery.feed.favourite;

import io.rookery.feed.event.FeedEvent.FavouriteApplied;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.status.store.StatusObservers;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.stereotype.Component;

/** Applies a favourite, or its end, to the slot of its status. */
@Component
class FavouriteAppliedHandler implements OutboxHandler {

    private final ShardClient shards;
    private final FeedEvents events;
    private final StatusObservers observers;

    FavouriteAppliedHandler(ShardClient shards, FeedEvents events, StatusObservers observers) {
        this.shards = shards;
        this.events = events;
        this.observers = observers;
    }

    @Override
    public String kind() {
        return FavouriteApplied.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        FavouriteApplied applied = events.read(event, FavouriteApplied.class);
        shards.write(
                        Ids.slotOf(applied.statusId()),
                        jdbc ->
                                Favourites.FAVOURITED_BY.apply(
                                        jdbc,
                                        applied.statusId(),
                                        applied.accountId(),
                                        applied.active(),
                                        applied.version()))
                .ifPresent(observers::changed);
    }
}
