/** Limits on what one client may try, by the address that it comes from. */
@NullMarked
package io.rookery.user.throttle;

import org.jspecify.annotations.NullMarked;
