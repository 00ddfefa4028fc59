/** Addresses of profiles and statuses, as they are handed out and come back. */
@NullMarked
package io.rookery.kit.address;

import org.jspecify.annotations.NullMarked;
