package io.rookery.shard.outbox;

import java.time.Duration;

/**
 * Limits which events of one kind an instance claims.
 *
 * @param events how many at most
 * @param patience how long they must have been due
 */
record ClaimLimit(int events, Duration patience) {}
