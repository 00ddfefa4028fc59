/** A real social graph, which the tests and the demo use. */
@NullMarked
package io.rookery.acceptance.graph;

import org.jspecify.annotations.NullMarked;
