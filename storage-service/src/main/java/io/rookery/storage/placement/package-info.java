/** Keeps the shard map: lets declared shards join and gives the slots their owners. */
@NullMarked
package io.rookery.storage.placement;

import org.jspecify.annotations.NullMarked;
