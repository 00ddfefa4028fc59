/** Statuses on the shards: publishing, deleting, finding and counting them. */
@NullMarked
package io.rookery.feed.status.store;

import org.jspecify.annotations.NullMarked;
