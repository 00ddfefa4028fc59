/** Follows and follow requests, stored at both ends. */
@NullMarked
package io.rookery.user.follow;

import org.jspecify.annotations.NullMarked;
