/** Hashtags and their timelines. */
@NullMarked
package io.rookery.feed.tag;

import org.jspecify.annotations.NullMarked;
