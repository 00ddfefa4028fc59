/** Parses the public URLs of profiles and statuses. */
@NullMarked
package io.rookery.kit.address;

import org.jspecify.annotations.NullMarked;
