/** Statuses in the client API: what clients send, and the JSON that they get. */
@NullMarked
package io.rookery.feed.status.api;

import org.jspecify.annotations.NullMarked;
