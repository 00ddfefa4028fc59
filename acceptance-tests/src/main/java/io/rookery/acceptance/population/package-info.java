/**
 * People of the social graph, signed up and befriended through the public API, and what they must
 * see.
 */
@NullMarked
package io.rookery.acceptance.population;

import org.jspecify.annotations.NullMarked;
