package io.rookery.feed.notification;

import io.rookery.feed.event.FeedEvent.NotifyUndone;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.notification.NotificationChanges.Doing;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import org.springframework.stereotype.Component;

/** Withdraws the notifications of actions that are undone. */
@Component
class NotifyUndoneHandler implements OutboxHandler {

    private final NotificationChanges changes;
    private final FeedEvents events;

    NotifyUndoneHandler(NotificationChanges changes, FeedEvents events) {
        this.changes = changes;
        this.events = events;
    }

    @Override
    public String kind() {
        return NotifyUndone.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        NotifyUndone undone = events.read(event, NotifyUndone.class);
        changes.withdraw(
                undone.recipient(),
                new Doing(
                        NotificationType.of(undone.type()).orElseThrow(),
                        undone.from(),
                        undone.statusId(),
                        undone.version()));
    }
}
