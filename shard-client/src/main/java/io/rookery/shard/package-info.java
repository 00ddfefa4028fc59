/** Everything that knows about slots and shards. */
@NullMarked
package io.rookery.shard;

import org.jspecify.annotations.NullMarked;
