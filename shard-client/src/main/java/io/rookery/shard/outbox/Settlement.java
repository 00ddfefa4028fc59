package io.rookery.shard.outbox;

import java.time.Duration;

/** What is to become of an event's row. */
sealed interface Settlement {

    OutboxEvent event();

    /** It has been handled: the row goes. */
    record Handled(OutboxEvent event) implements Settlement {}

    /** It is to be claimed again, by any instance, after the delay. */
    record Postponed(OutboxEvent event, Duration delay) implements Settlement {}
}
