/** Cursor-based paging of lists that are ordered by identifier. */
@NullMarked
package io.rookery.api.paging;

import org.jspecify.annotations.NullMarked;
