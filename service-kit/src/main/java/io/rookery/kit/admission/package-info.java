/** How many requests an instance takes at a time, and what becomes of the others. */
@NullMarked
package io.rookery.kit.admission;

import org.jspecify.annotations.NullMarked;
