/** What a follow that begins or ends changes here. */
@NullMarked
package io.rookery.feed.follow;

import org.jspecify.annotations.NullMarked;
