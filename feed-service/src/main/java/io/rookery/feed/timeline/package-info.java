/**
 * Home and public timelines: bounded lists of ids in Redis that are rebuilt from the shards, and
 * read from them where Redis has none.
 */
@NullMarked
package io.rookery.feed.timeline;

import org.jspecify.annotations.NullMarked;
