package io.rookery.shard.outbox;

import io.rookery.shard.id.Ids;
import java.security.SecureRandom;

/**
 * Something that is still to be done because of a transaction.
 *
 * @param id names the slot in which the event is kept, that of the transaction, and when it was
 *     made; two instances may make the same one
 * @param nonce drawn at random; with it no two events are taken for one
 * @param kind says which handler does it
 * @param payload JSON, understood by the handler alone
 */
public record OutboxEvent(long id, long nonce, String kind, String payload) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new event, which is no other one even if another has the same id, kind and payload. */
    public OutboxEvent(long id, String kind, String payload) {
        this(id, RANDOM.nextLong(), kind, payload);
    }

    /** The slot in which the event is kept. */
    public int slot() {
        return Ids.slotOf(id);
    }
}
