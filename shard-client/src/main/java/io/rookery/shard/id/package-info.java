/** Identifiers that are ordered by time and name the slot of their owner. */
@NullMarked
package io.rookery.shard.id;

import org.jspecify.annotations.NullMarked;
