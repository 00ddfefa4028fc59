/** Brings statuses into the home timelines of those who follow their authors, and out again. */
@NullMarked
package io.rookery.feed.fanout;

import org.jspecify.annotations.NullMarked;
