/** Accounts and profiles, and how the client API shows them. */
@NullMarked
package io.rookery.user.account;

import org.jspecify.annotations.NullMarked;
