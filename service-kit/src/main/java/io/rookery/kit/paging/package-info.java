/** Pages of a list that is ordered by identifier. */
@NullMarked
package io.rookery.kit.paging;

import org.jspecify.annotations.NullMarked;
