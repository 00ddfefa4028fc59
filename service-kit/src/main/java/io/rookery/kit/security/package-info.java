/**
 * Who is calling: access tokens, their scopes and their revocation, and the credential that
 * services share.
 */
@NullMarked
package io.rookery.kit.security;

import org.jspecify.annotations.NullMarked;
