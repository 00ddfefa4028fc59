package io.rookery.feed.fanout;

import io.rookery.feed.account.Relation;
import io.rookery.feed.account.Relations;
import io.rookery.feed.event.FeedEvent.DirectDelivery;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.status.store.Statuses;
import io.rookery.feed.timeline.TimelineEntry;
import io.rookery.feed.timeline.TimelineKey;
import io.rookery.feed.timeline.TimelinePush;
import io.rookery.feed.timeline.TimelineStore;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Handles {@link DirectDelivery} events: adds a direct status to the home timeline of a mentioned
 * account that follows the author. Mentioned accounts that do not follow the author find the status
 * through their notification only: an account's follows decide what its home timeline shows.
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
            // The status was deleted, or the author was unfollowed, in the meantime. That removal
            // may have run before the add, so it is repeated here.
            directStatuses.remove(List.of(recipient), delivery.statusId());
            return;
        }
        timelines.push(
                List.of(TimelineKey.home(recipient)),
                new TimelinePush(TimelineEntry.of(delivery.statusId()), delivery.authorId(), 0));
    }

    private boolean isWanted(DirectDelivery delivery) {
        Relation relation = relations.of(delivery.recipient(), delivery.authorId());
        return relation.following()
                && !relation.blocking()
                && !relation.blockedBy()
                && statuses.byId(delivery.statusId()).isPresent();
    }
}
