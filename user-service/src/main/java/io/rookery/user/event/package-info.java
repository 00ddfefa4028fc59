/** How the events of the outbox are handled. */
@NullMarked
package io.rookery.user.event;

import org.jspecify.annotations.NullMarked;
