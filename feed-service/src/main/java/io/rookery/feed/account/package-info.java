/** Accounts, relations and applications of user-service. */
@NullMarked
package io.rookery.feed.account;

import org.jspecify.annotations.NullMarked;
