package io.rookery.feed.boost;

import io.rookery.feed.event.FeedEvent.BoostApplied;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.status.StatusObservers;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.stereotype.Component;

/** Brings a boost to the slot of its status. */
@Component
class BoostAppliedHandler implements OutboxHandler {

    private final ShardClient shards;
    private final FeedEvents events;
    private final StatusObservers observers;

    BoostAppliedHandler(ShardClient shards, FeedEvents events, StatusObservers observers) {
        this.shards = shards;
        this.events = events;
        this.observers = observers;
    }

    @Override
    public String kind() {
        return BoostApplied.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        BoostApplied applied = events.read(event, BoostApplied.class);
        shards.write(
                        Ids.slotOf(applied.statusId()),
                        jdbc ->
                                Boosts.BOOSTED_BY.apply(
                                        jdbc,
                                        applied.statusId(),
                                        applied.accountId(),
                                        applied.active(),
                                        applied.version()))
                .ifPresent(observers::changed);
    }
}
