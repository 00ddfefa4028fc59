package io.rookery.shard.outbox;

import java.time.Duration;

/** What is to become of an event's row. */
sealed interface Settlement {

    ClaimedEvent claimed();

    default OutboxEvent event() {
        return claimed().event();
    }

    /** It has been handled: the row goes, whoever has claimed it meanwhile. */
    record Handled(ClaimedEvent claimed) implements Settlement {}

    /** It is to be claimed again, by any instance, after the delay; unless one has already. */
    record Postponed(ClaimedEvent claimed, Duration delay) implements Settlement {}
}
