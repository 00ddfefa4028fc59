/** The consistent hash: which shard is to own which slot, with the fewest moves. */
@NullMarked
package io.rookery.shard.placement;

import org.jspecify.annotations.NullMarked;
