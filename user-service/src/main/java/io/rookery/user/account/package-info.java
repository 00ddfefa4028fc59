/** Accounts: who people are, and what the client API shows of them. */
@NullMarked
package io.rookery.user.account;

import org.jspecify.annotations.NullMarked;
