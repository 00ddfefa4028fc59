/** Rate limits per client address. */
@NullMarked
package io.rookery.user.throttle;

import org.jspecify.annotations.NullMarked;
