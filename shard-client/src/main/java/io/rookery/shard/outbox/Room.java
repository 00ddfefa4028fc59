package io.rookery.shard.outbox;

import java.time.Duration;

/**
 * What an instance would take of the events of one kind.
 *
 * @param events how many at most
 * @param patience how long they must have been due
 */
record Room(int events, Duration patience) {}
