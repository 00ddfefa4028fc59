package io.rookery.storage.placement.move;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the next step of a move depends on. Everything about the shards was read from their present
 * primaries after this leader's term was written to both, so no earlier leader changes it.
 *
 * @param now time of the observation
 * @param paused whether an operator has paused moves
 * @param termHeld whether both shards know the move's term as this leader's; if not, nothing else
 *     here counts
 * @param source what the source says; null when it does not answer
 * @param target what the target says; null when it does not answer
 * @param forward replication from the source to the target
 * @param backward replication from the target to the source
 * @param leftovers whether a shard has publications, replication slots or subscriptions of other
 *     attempts
 * @param comparison result of the comparison of all rows
 */
record MoveObservation(
        Instant now,
        boolean paused,
        boolean termHeld,
        @Nullable Side source,
        @Nullable Side target,
        Stream forward,
        Stream backward,
        boolean leftovers,
        Comparison comparison) {

    /**
     * One of the two shards.
     *
     * @param timeline of its primary
     * @param ownership which of the move's slots it owns
     * @param synchronous whether commits wait for a standby
     * @param rows whether it has rows in the move's slots
     * @param leftWith number of the marker with which it gave up the slots last; 0 if never
     * @param marker greatest marker of this attempt that has been replicated to it; 0 if none
     * @param obstacle why its server cannot take part in moves, as part of a sentence; null if it
     *     can
     */
    record Side(
            long timeline,
            Ownership ownership,
            boolean synchronous,
            boolean rows,
            long leftWith,
            long marker,
            @Nullable String obstacle) {}

    /** Which of the move's slots a shard owns. A switch changes all of them at once. */
    enum Ownership {
        ALL,
        SOME,
        NONE
    }

    /**
     * Replication in one direction.
     *
     * @param lag how far the subscriber is behind; meaningful while streaming
     */
    record Stream(State state, Duration lag) {
        static final Stream ABSENT = new Stream(State.ABSENT, Duration.ZERO);

        enum State {
            /** Nothing of it exists. */
            ABSENT,
            /** The replication slot exists and keeps all later changes; nothing is applied yet. */
            RESERVED,
            /** Tables are being copied. */
            COPYING,
            /** All tables are copied, and changes are applied. */
            STREAMING,
            /** The replication slot is lost, or a change could not be applied as it is. */
            BROKEN
        }
    }

    /**
     * Result of the comparison.
     *
     * @param difference which table and slot differ, as part of a sentence; null if none does
     */
    record Comparison(boolean done, @Nullable String difference) {
        static final Comparison NOT_DONE = new Comparison(false, null);
        static final Comparison EQUAL = new Comparison(true, null);
    }
}
