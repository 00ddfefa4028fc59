/**
 * Redis Cluster client of the feed: pipelines, Lua scripts, health of primaries, and the status
 * cache.
 */
@NullMarked
package io.rookery.feed.cache;

import org.jspecify.annotations.NullMarked;
