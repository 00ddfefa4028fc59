/** Boosts. */
@NullMarked
package io.rookery.feed.boost;

import org.jspecify.annotations.NullMarked;
