package io.rookery.shard.outbox;

import io.rookery.shard.id.Ids;

/**
 * Something that is still to be done because of a transaction.
 *
 * @param id names the slot in which the event is kept: that of the transaction
 * @param kind says which handler does it
 * @param payload JSON, understood by the handler alone
 */
public record OutboxEvent(long id, String kind, String payload) {

    /** The slot in which the event is kept. */
    public int slot() {
        return Ids.slotOf(id);
    }
}
