/** Authentication of clients: access tokens, their scopes and their revocation. */
@NullMarked
package io.rookery.kit.security;

import org.jspecify.annotations.NullMarked;
