package io.rookery.feed;

import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.Queue;

/** Stands for a part of the feed that a test goes without: remembers what it was told. */
record EventRecorder(String kind, Queue<OutboxEvent> events) implements OutboxHandler {

    @Override
    public void handle(OutboxEvent event) {
        events.add(event);
    }
}
