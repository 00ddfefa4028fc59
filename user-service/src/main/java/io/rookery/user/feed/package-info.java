/** What feed-service is told of how accounts stand to one another. */
@NullMarked
package io.rookery.user.feed;

import org.jspecify.annotations.NullMarked;
