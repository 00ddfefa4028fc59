/** Statuses in Redis, in front of the shards. */
@NullMarked
package io.rookery.feed.cache;

import org.jspecify.annotations.NullMarked;
