/** Statuses, timelines, fan-out and notifications. */
@NullMarked
package io.rookery.feed;

import org.jspecify.annotations.NullMarked;
