/** Accounts and applications as user-service knows them. */
@NullMarked
package io.rookery.feed.account;

import org.jspecify.annotations.NullMarked;
