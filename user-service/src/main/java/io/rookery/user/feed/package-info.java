/** Notifies feed-service of changes of accounts and of the relations between them. */
@NullMarked
package io.rookery.user.feed;

import org.jspecify.annotations.NullMarked;
