/** Statuses: publishing, deleting, reading, visibility, and rendering. */
@NullMarked
package io.rookery.feed.status;

import org.jspecify.annotations.NullMarked;
