/** Starts and supervises a whole platform on one machine. */
@NullMarked
package io.rookery.launcher;

import org.jspecify.annotations.NullMarked;
