/** Starts and watches a whole platform on one machine. */
@NullMarked
package io.rookery.launcher;

import org.jspecify.annotations.NullMarked;
