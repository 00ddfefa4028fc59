/** Invariants of the data, whatever failed before, checked through the public API. */
@NullMarked
package io.rookery.acceptance.invariant;

import org.jspecify.annotations.NullMarked;
