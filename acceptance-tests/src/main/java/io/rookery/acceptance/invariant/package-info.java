/** What must be true of the data after anything that happened, as seen through the public API. */
@NullMarked
package io.rookery.acceptance.invariant;

import org.jspecify.annotations.NullMarked;
