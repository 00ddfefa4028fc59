/** The clock of an instance. */
@NullMarked
package io.rookery.kit.clock;

import org.jspecify.annotations.NullMarked;
