/** Applies changes of follows, blocks and mutes to notifications and home timelines. */
@NullMarked
package io.rookery.feed.follow;

import org.jspecify.annotations.NullMarked;
