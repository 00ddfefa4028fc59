/** Notifications of follows, follow requests, new statuses, favourites, boosts and mentions. */
@NullMarked
package io.rookery.feed.notification;

import org.jspecify.annotations.NullMarked;
