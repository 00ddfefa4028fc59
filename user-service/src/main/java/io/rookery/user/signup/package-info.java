/**
 * Sign-up: one account for one request, one username and one e-mail address, whatever dies on the
 * way.
 */
@NullMarked
package io.rookery.user.signup;

import org.jspecify.annotations.NullMarked;
