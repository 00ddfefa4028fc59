/** Reads requests before anything is done with them, within bounds of time and memory. */
@NullMarked
package io.rookery.kit.body;

import org.jspecify.annotations.NullMarked;
