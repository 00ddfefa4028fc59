/**
 * Sign-up. Each request, username and e-mail address gets at most one account, whatever fails on
 * the way.
 */
@NullMarked
package io.rookery.user.signup;

import org.jspecify.annotations.NullMarked;
