/** Revoked tokens, heard of from user-service. */
@NullMarked
package io.rookery.kit.revocation;

import org.jspecify.annotations.NullMarked;
