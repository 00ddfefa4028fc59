/** Base of the handlers of outbox events. */
@NullMarked
package io.rookery.user.event;

import org.jspecify.annotations.NullMarked;
