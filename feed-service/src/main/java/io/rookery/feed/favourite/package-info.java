/** Favourites and bookmarks. */
@NullMarked
package io.rookery.feed.favourite;

import org.jspecify.annotations.NullMarked;
