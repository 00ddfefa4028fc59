/** What one part of the feed tells another through the outbox. */
@NullMarked
package io.rookery.feed.event;

import org.jspecify.annotations.NullMarked;
