/**
 * Home and public timelines. Redis holds them as bounded lists of ids, rebuilt from the shards.
 * Reads go to the shards for what Redis does not hold.
 */
@NullMarked
package io.rookery.feed.timeline;

import org.jspecify.annotations.NullMarked;
