package io.rookery.shard.outbox;

import io.opentelemetry.context.Context;

/**
 * An event that this instance is to handle.
 *
 * @param shard the shard that holds its row
 * @param attempts how often it has been claimed, including this time; 0 when it comes directly from
 *     its transaction
 * @param cause the trace of the transaction that appended it; {@link Context#root()} when that is
 *     not known
 */
record ClaimedEvent(OutboxEvent event, String shard, int attempts, Context cause) {

    /** Whether it comes directly from its transaction. Its row then becomes due soon by itself. */
    boolean isStraight() {
        return attempts == 0;
    }
}
