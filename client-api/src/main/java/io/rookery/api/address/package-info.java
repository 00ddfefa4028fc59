/** Parses the public URLs of profiles and statuses. */
@NullMarked
package io.rookery.api.address;

import org.jspecify.annotations.NullMarked;
