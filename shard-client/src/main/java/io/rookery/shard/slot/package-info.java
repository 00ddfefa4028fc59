/** The fixed hash space: 16384 slots, each of which is owned by one shard. */
@NullMarked
package io.rookery.shard.slot;

import org.jspecify.annotations.NullMarked;
