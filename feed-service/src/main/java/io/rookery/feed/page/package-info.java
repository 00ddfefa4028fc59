/** Public web pages: profiles, statuses and hashtags. */
@NullMarked
package io.rookery.feed.page;

import org.jspecify.annotations.NullMarked;
