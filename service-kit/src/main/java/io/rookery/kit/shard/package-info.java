/** Access to the shards, for services that store data. */
@NullMarked
package io.rookery.kit.shard;

import org.jspecify.annotations.NullMarked;
