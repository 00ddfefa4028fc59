package io.rookery.feed.event;

import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import org.springframework.stereotype.Component;

/** Appends follow-up events, for work that an event handler leaves to others. */
@Component
public class FurtherEvents {

    private final ShardClient shards;
    private final FeedEvents events;
    private final FeedOutbox outbox;

    FurtherEvents(ShardClient shards, FeedEvents events, FeedOutbox outbox) {
        this.shards = shards;
        this.events = events;
        this.outbox = outbox;
    }

    /**
     * Commits the events in one transaction and dispatches them. They are handled in the
     * background.
     *
     * @param slot the slot whose outbox stores them
     */
    public void leave(int slot, List<? extends FeedEvent> left) {
        if (left.isEmpty()) {
            return;
        }
        List<OutboxEvent> rows = left.stream().map(event -> events.in(slot, event)).toList();
        shards.write(
                slot,
                jdbc -> {
                    outbox.append(jdbc, rows);
                    return rows;
                });
        outbox.dispatch(rows);
    }
}
