/**
 * Test users of the social graph, who sign up and follow each other through the public API, and the
 * home timelines that they must see.
 */
@NullMarked
package io.rookery.acceptance.population;

import org.jspecify.annotations.NullMarked;
