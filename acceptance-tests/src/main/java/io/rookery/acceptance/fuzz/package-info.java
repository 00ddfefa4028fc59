/** Fuzz testing: sends malformed requests, generated from a seed, and checks the responses. */
@NullMarked
package io.rookery.acceptance.fuzz;

import org.jspecify.annotations.NullMarked;
