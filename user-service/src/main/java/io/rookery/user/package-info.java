/** Accounts, sign-in and follows. */
@NullMarked
package io.rookery.user;

import org.jspecify.annotations.NullMarked;
