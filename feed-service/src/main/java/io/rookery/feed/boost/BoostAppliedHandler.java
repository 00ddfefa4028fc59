package io.rookery.feed.boost;

import io.rookery.feed.event.FeedEvent.BoostApplied;
import io.rookery.feed.event.FeedEvent.NotifyUndone;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.event.FurtherEvents;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.StatusObservers;
import io.rookery.feed.status.store.Statuses;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Applies a boost, or its end, to the slot of the boosted status. If that status has been deleted,
 * the boost is deleted too.
 */
@Component
class BoostAppliedHandler implements OutboxHandler {

    private final ShardClient shards;
    private final FeedEvents events;
    private final Statuses statuses;
    private final StatusObservers observers;
    private final FurtherEvents further;
    private final Boosts boosts;

    BoostAppliedHandler(
            ShardClient shards,
            FeedEvents events,
            Statuses statuses,
            StatusObservers observers,
            FurtherEvents further,
            Boosts boosts) {
        this.shards = shards;
        this.events = events;
        this.statuses = statuses;
        this.observers = observers;
        this.further = further;
        this.boosts = boosts;
    }

    @Override
    public String kind() {
        return BoostApplied.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        BoostApplied applied = events.read(event, BoostApplied.class);
        Optional<StatusRow> counted =
                shards.write(
                        Ids.slotOf(applied.statusId()),
                        jdbc ->
                                Boosts.BOOSTED_BY.apply(
                                        jdbc,
                                        applied.statusId(),
                                        applied.accountId(),
                                        applied.active(),
                                        applied.version()));
        counted.ifPresent(observers::changed);
        if (!applied.active()) {
            takeBackNotification(applied, counted.or(() -> statuses.byId(applied.statusId())));
        }
        if (applied.active() && counted.isEmpty() && statuses.byId(applied.statusId()).isEmpty()) {
            boosts.remove(applied.accountId(), applied.version(), "event " + event.id());
        }
    }

    /**
     * Withdraws the author's notification of the boost. For a deleted status there is nothing to
     * do: its notifications are not shown.
     */
    private void takeBackNotification(BoostApplied applied, Optional<StatusRow> original) {
        original.map(StatusRow::accountId)
                .filter(author -> author != applied.accountId())
                .ifPresent(author ->
                        further.leave(
                                Ids.slotOf(author),
                                List.of(
                                        new NotifyUndone(
                                                author,
                                                "reblog",
                                                applied.accountId(),
                                                applied.statusId(),
                                                applied.version()))));
    }
}
