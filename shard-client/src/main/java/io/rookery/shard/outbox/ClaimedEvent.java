package io.rookery.shard.outbox;

/**
 * An event that this instance is to handle.
 *
 * @param attempts how often it has been claimed, this time included; 0 when it comes straight from
 *     its transaction
 */
record ClaimedEvent(OutboxEvent event, int attempts) {}
