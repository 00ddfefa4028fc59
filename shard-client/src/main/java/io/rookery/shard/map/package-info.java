/**
 * The shard map: which shard owns each slot, and where the shards are. ZooKeeper stores it, and
 * each client caches it.
 */
@NullMarked
package io.rookery.shard.map;

import org.jspecify.annotations.NullMarked;
