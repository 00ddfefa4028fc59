/**
 * Fan-out: adds new statuses to the home timelines of the author's followers, and removes deleted
 * ones.
 */
@NullMarked
package io.rookery.feed.fanout;

import org.jspecify.annotations.NullMarked;
