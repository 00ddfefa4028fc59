/** The clock that an instance lives by. */
@NullMarked
package io.rookery.kit.clock;

import org.jspecify.annotations.NullMarked;
