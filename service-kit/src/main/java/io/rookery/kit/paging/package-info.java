/** Cursor-based paging of lists that are ordered by identifier. */
@NullMarked
package io.rookery.kit.paging;

import org.jspecify.annotations.NullMarked;
