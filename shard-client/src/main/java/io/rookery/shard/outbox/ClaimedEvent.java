package io.rookery.shard.outbox;

import io.opentelemetry.context.Context;

/**
 * An event that this instance is to handle.
 *
 * @param shard where its row is
 * @param attempts how often it has been claimed, this time included; 0 when it comes straight from
 *     its transaction
 * @param cause the trace of what it follows from; {@link Context#root()} when that is not known
 */
record ClaimedEvent(OutboxEvent event, String shard, int attempts, Context cause) {

    /** Whether it comes straight from its transaction: the row becomes due soon by itself. */
    boolean isStraight() {
        return attempts == 0;
    }
}
