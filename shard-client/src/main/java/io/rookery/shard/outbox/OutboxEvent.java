package io.rookery.shard.outbox;

import io.rookery.shard.id.Ids;
import java.security.SecureRandom;

/**
 * A task that remains to be done after a transaction.
 *
 * @param id contains the slot of the transaction, in which the event is stored, and the time when
 *     the event was made; two instances may generate the same one
 * @param nonce random; distinguishes events with the same id
 * @param kind selects the handler
 * @param payload JSON that only the handler understands
 */
public record OutboxEvent(long id, long nonce, String kind, String payload) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * A new event with a random nonce. It differs from every other event, even from one with the
     * same id, kind and payload.
     */
    public OutboxEvent(long id, String kind, String payload) {
        this(id, RANDOM.nextLong(), kind, payload);
    }

    /** The slot in which the event is stored. */
    public int slot() {
        return Ids.slotOf(id);
    }
}
