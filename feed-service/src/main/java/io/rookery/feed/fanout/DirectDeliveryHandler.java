package io.rookery.feed.fanout;

import io.rookery.feed.account.Relation;
import io.rookery.feed.account.Relations;
import io.rookery.feed.event.FeedEvent.DirectDelivery;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.status.Statuses;
import io.rookery.feed.timeline.Push;
import io.rookery.feed.timeline.TimelineEntry;
import io.rookery.feed.timeline.TimelineKey;
import io.rookery.feed.timeline.TimelineStore;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Brings a direct status to the home timeline of somebody whom it mentions and who follows its
 * author. Others find it by their notification: what comes home nobody else decides.
 */
@Component
class DirectDeliveryHandler implements OutboxHandler {

    private final DirectStatuses directStatuses;
    private final Statuses statuses;
    private final Relations relations;
    private final TimelineStore timelines;
    private final FeedEvents events;
    private final FanoutSettings settings;

    DirectDeliveryHandler(
            DirectStatuses directStatuses,
            Statuses statuses,
            Relations relations,
            TimelineStore timelines,
            FeedEvents events,
            FanoutSettings settings) {
        this.directStatuses = directStatuses;
        this.statuses = statuses;
        this.relations = relations;
        this.timelines = timelines;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return DirectDelivery.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        DirectDelivery delivery = events.read(event, DirectDelivery.class);
        Deadline.run(settings.within(), () -> deliver(delivery));
    }

    private void deliver(DirectDelivery delivery) {
        long recipient = delivery.recipient();
        if (!isWanted(delivery)) {
            return;
        }
        directStatuses.add(recipient, delivery.statusId(), delivery.authorId());
        if (!isWanted(delivery)) {
            // It was deleted, or its author left, since: what takes it back may have come before.
            directStatuses.remove(List.of(recipient), delivery.statusId());
            return;
        }
        timelines.push(
                List.of(TimelineKey.home(recipient)),
                new Push(TimelineEntry.of(delivery.statusId()), delivery.authorId(), 0));
    }

    private boolean isWanted(DirectDelivery delivery) {
        Relation relation = relations.of(delivery.recipient(), delivery.authorId());
        return relation.following()
                && !relation.blocking()
                && !relation.blockedBy()
                && statuses.byId(delivery.statusId()).isPresent();
    }
}
