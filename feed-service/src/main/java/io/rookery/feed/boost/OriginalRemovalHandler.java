package io.rookery.feed.boost;

import io.rookery.api.paging.Page;
import io.rookery.feed.event.FeedEvent.OriginalRemoval;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.event.FurtherEvents;
import io.rookery.feed.status.store.TargetEdge.Actor;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Deletes the boosts of a deleted status, in batches. */
@Component
class OriginalRemovalHandler implements OutboxHandler {

    /** Small enough to finish within the lease of an event. */
    private static final int AT_A_TIME = 50;

    private final ShardClient shards;
    private final FeedEvents events;

    private final FurtherEvents further;
    private final Boosts boosts;

    OriginalRemovalHandler(
            ShardClient shards, FeedEvents events, FurtherEvents further, Boosts boosts) {
        this.shards = shards;
        this.events = events;
        this.further = further;
        this.boosts = boosts;
    }

    @Override
    public String kind() {
        return OriginalRemoval.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        OriginalRemoval removal = events.read(event, OriginalRemoval.class);
        int slot = Ids.slotOf(removal.statusId());
        Page page =
                new Page(
                        OptionalLong.of(removal.below()),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        AT_A_TIME);
        List<Actor> boosters =
                shards.read(slot, jdbc -> Boosts.BOOSTED_BY.page(jdbc, removal.statusId(), page));
        for (Actor booster : boosters) {
            // The version of an active boost's edge is the boost's id.
            boosts.remove(booster.accountId(), booster.version(), "event " + event.id());
        }
        if (boosters.size() == AT_A_TIME) {
            further.leave(
                    slot,
                    List.of(new OriginalRemoval(removal.statusId(), boosters.getLast().version())));
        }
    }
}
