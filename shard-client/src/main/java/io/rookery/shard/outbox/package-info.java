/** What follows from a transaction, written in it and done after it, at least once. */
@NullMarked
package io.rookery.shard.outbox;

import org.jspecify.annotations.NullMarked;
