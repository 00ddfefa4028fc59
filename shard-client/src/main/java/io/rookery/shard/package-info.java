/** The shard client: slots, the shard map, identifiers, transactions on shards, and the outbox. */
@NullMarked
package io.rookery.shard;

import org.jspecify.annotations.NullMarked;
