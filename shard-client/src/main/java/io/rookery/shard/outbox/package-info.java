/**
 * The transactional outbox: events that a transaction writes and that are handled after it, at
 * least once.
 */
@NullMarked
package io.rookery.shard.outbox;

import org.jspecify.annotations.NullMarked;
