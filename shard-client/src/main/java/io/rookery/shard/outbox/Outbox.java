package io.rookery.shard.outbox;

import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The transactional outbox of one service, in the table {@code outbox} of its schema. */
public final class Outbox implements AutoCloseable {

    public Outbox(ShardClient shards, List<OutboxHandler> handlers, OutboxSettings settings) {}

    /** Adds the event in the caller's transaction, which must be one of the event's slot. */
    public void append(JdbcClient jdbc, OutboxEvent event) {
        append(jdbc, List.of(event));
    }

    /** Adds the events in the caller's transaction, in one round trip. */
    public void append(JdbcClient jdbc, List<OutboxEvent> events) {}

    /**
     * After the commit: handles the events soon, in the background. What finds no room or fails is
     * left to the relay. Returns at once.
     */
    public void dispatch(List<OutboxEvent> events) {}

    /**
     * After the commit: handles the events now and waits for them, at most the given time.
     *
     * @return whether all were handled; otherwise the relay sees to the rest
     */
    public boolean dispatchAndAwait(List<OutboxEvent> events, Duration atMost) {
        return false;
    }

    /** Starts to look for events that nobody handles. */
    public void start() {}

    /** Lets those that are being handled end, and stops. */
    @Override
    public void close() {}
}
