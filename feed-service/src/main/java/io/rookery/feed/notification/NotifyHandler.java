package io.rookery.feed.notification;

import io.rookery.feed.account.Relations;
import io.rookery.feed.event.FeedEvent;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.notification.NotificationChanges.Doing;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Adds the notifications of actions in the feed. Nothing is added for a recipient who blocks the
 * acting account, is blocked by it, or has muted it together with its notifications.
 */
@Component
class NotifyHandler implements OutboxHandler {

    private final NotificationChanges changes;
    private final Relations relations;
    private final FeedEvents events;

    NotifyHandler(NotificationChanges changes, Relations relations, FeedEvents events) {
        this.changes = changes;
        this.relations = relations;
        this.events = events;
    }

    @Override
    public String kind() {
        return FeedEvent.Notify.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        FeedEvent.Notify notify = events.read(event, FeedEvent.Notify.class);
        if (notify.from() == notify.recipient()
                || relations.of(notify.recipient(), notify.from()).silences()) {
            return;
        }
        long version = notify.version() == null ? event.id() : notify.version();
        changes.tell(
                List.of(notify.recipient()),
                new Doing(
                        NotificationType.of(notify.type()).orElseThrow(),
                        notify.from(),
                        notify.statusId(),
                        version));
    }
}
