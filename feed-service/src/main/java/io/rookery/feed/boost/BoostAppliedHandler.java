package io.rookery.feed.boost;

import io.rookery.feed.event.FeedEvent.BoostApplied;
import io.rookery.feed.event.FeedEvent.NotifyUndone;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.event.FurtherEvents;
import io.rookery.feed.status.StatusObservers;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Statuses;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Brings a boost to the slot of the boosted status, or takes it back if that has been deleted. */
@Component
class BoostAppliedHandler implements OutboxHandler {

    private final ShardClient shards;
    private final FeedEvents events;
    private final Statuses statuses;
    private final StatusObservers observers;
    private final FurtherEvents further;

    /** Found when it is needed: it needs the outbox, and so this handler, itself. */
    private final ObjectProvider<Boosts> boosts;

    BoostAppliedHandler(
            ShardClient shards,
            FeedEvents events,
            Statuses statuses,
            StatusObservers observers,
            FurtherEvents further,
            ObjectProvider<Boosts> boosts) {
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
            boosts.getObject()
                    .remove(applied.accountId(), applied.version(), "event " + event.id());
        }
    }

    /** That of a status that is deleted is shown to nobody. */
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
