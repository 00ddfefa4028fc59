/** Redis as the feed uses it: pipelines, scripts, and the bodies of statuses. */
@NullMarked
package io.rookery.feed.cache;

import org.jspecify.annotations.NullMarked;
