/** Consistent hashing: plans which shard owns which slot, with the fewest moves. */
@NullMarked
package io.rookery.shard.placement;

import org.jspecify.annotations.NullMarked;
