/**
 * The shard map: who owns each slot and where the shards are, kept in ZooKeeper and cached here.
 */
@NullMarked
package io.rookery.shard.map;

import org.jspecify.annotations.NullMarked;
