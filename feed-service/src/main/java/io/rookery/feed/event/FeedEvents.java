package io.rookery.feed.event;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.outbox.OutboxEvent;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Converts feed events to outbox rows and back. */
@Component
public class FeedEvents {

    private final IdGenerator ids;
    private final JsonMapper json;

    public FeedEvents(IdGenerator ids, JsonMapper json) {
        this.ids = ids;
        this.json = json;
    }

    /**
     * Creates an outbox row.
     *
     * @param slot the slot of the transaction that appends the row
     */
    public OutboxEvent in(int slot, FeedEvent event) {
        return new OutboxEvent(ids.next(slot), event.kind(), json.writeValueAsString(event));
    }

    public <T extends FeedEvent> T read(OutboxEvent event, Class<T> type) {
        return json.readValue(event.payload(), type);
    }
}
