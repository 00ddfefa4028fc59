/** A memory budget that is shared by all its holders. */
@NullMarked
package io.rookery.kit.memory;

import org.jspecify.annotations.NullMarked;
