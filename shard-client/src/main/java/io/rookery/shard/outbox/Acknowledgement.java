package io.rookery.shard.outbox;

import java.time.Duration;

/** Decides what happens to the row of an event after an attempt. */
sealed interface Acknowledgement {

    ClaimedEvent claimed();

    default OutboxEvent event() {
        return claimed().event();
    }

    /**
     * The event has been handled. Its row is deleted, even if it has been claimed again meanwhile.
     */
    record Handled(ClaimedEvent claimed) implements Acknowledgement {}

    /**
     * Any instance may claim the event after the delay, unless it has been claimed again meanwhile.
     */
    record Postponed(ClaimedEvent claimed, Duration delay) implements Acknowledgement {}
}
