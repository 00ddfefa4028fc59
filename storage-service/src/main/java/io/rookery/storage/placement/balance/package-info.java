/**
 * Which shard should own which slot. Consistent hashing: every shard gets its share, and no slot
 * moves without need. Pure computation; its results are carried out elsewhere.
 */
@NullMarked
package io.rookery.storage.placement.balance;

import org.jspecify.annotations.NullMarked;
