/** Events between the parts of the feed, delivered through the outbox. */
@NullMarked
package io.rookery.feed.event;

import org.jspecify.annotations.NullMarked;
