/** Reads revoked tokens from user-service. */
@NullMarked
package io.rookery.kit.revocation;

import org.jspecify.annotations.NullMarked;
