/** The way to the shards, for services that keep data. */
@NullMarked
package io.rookery.kit.shard;

import org.jspecify.annotations.NullMarked;
