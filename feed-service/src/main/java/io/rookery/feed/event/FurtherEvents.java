package io.rookery.feed.event;

import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Leaves to further events what the handler of one does not do itself. */
@Component
public class FurtherEvents {

    private final ShardClient shards;
    private final FeedEvents events;

    /** Found when it is needed: it needs the handlers itself. */
    private final ObjectProvider<FeedOutbox> outbox;

    FurtherEvents(ShardClient shards, FeedEvents events, ObjectProvider<FeedOutbox> outbox) {
        this.shards = shards;
        this.events = events;
        this.outbox = outbox;
    }

    /**
     * Returns when they are committed, in one transaction; they are handled soon, not at once.
     *
     * @param slot in which they are kept
     */
    public void leave(int slot, List<? extends FeedEvent> left) {
        if (left.isEmpty()) {
            return;
        }
        List<OutboxEvent> rows = left.stream().map(event -> events.in(slot, event)).toList();
        shards.write(
                slot,
                jdbc -> {
                    outbox.getObject().append(jdbc, rows);
                    return rows;
                });
        outbox.getObject().dispatch(rows);
    }
}
