/** The text of statuses: mentions and hashtags in it, and its form as HTML. */
@NullMarked
package io.rookery.feed.status.text;

import org.jspecify.annotations.NullMarked;
