/** Statuses: publishing, removing, reading, who may see them, and how they are shown. */
@NullMarked
package io.rookery.feed.status;

import org.jspecify.annotations.NullMarked;
