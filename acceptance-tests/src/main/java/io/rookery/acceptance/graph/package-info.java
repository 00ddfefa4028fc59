/** The real social graph that the tests and the demo load. */
@NullMarked
package io.rookery.acceptance.graph;

import org.jspecify.annotations.NullMarked;
