/** What can be seen of a platform from outside while something is done to it. */
@NullMarked
package io.rookery.acceptance.observation;

import org.jspecify.annotations.NullMarked;
