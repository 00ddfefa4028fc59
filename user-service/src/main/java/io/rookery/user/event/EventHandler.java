package io.rookery.user.event;

import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Handles the outbox events of one kind, whose payload is JSON. A timeout keeps the work shorter
 * than the lease that an instance has on an event.
 */
public abstract class EventHandler<E> implements OutboxHandler {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final String kind;
    private final Class<E> type;
    private final JsonMapper json;

    /**
     * @param type of the payload
     */
    protected EventHandler(String kind, Class<E> type, JsonMapper json) {
        this.kind = kind;
        this.type = type;
        this.json = json;
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final void handle(OutboxEvent event) {
        E payload = json.readValue(event.payload(), type);
        Deadline.run(LIMIT, () -> carryOut(payload));
    }

    /** Handles the event as {@link OutboxHandler#handle} does, within the timeout. */
    protected abstract void carryOut(E payload);
}
