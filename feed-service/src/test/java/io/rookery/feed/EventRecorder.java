package io.rookery.feed;

import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.Queue;

/** Event handler that replaces a part of the feed in a test, and records the events for it. */
record EventRecorder(String kind, Queue<OutboxEvent> events) implements OutboxHandler {

    @Override
    public void handle(OutboxEvent event) {
        events.add(event);
    }
}
