/** Search over accounts, statuses and hashtags. */
@NullMarked
package io.rookery.feed.search;

import org.jspecify.annotations.NullMarked;
