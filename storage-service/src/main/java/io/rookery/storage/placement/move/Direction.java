package io.rookery.storage.placement.move;

/** A direction in which changes are replicated, and in which the slots change their owner. */
enum Direction {
    /** From the source to the target. */
    FORWARD,
    /** From the target back to the source. */
    BACKWARD;

    /** The shard that changes come from, and that gives up the slots. */
    String from(Move move) {
        return this == FORWARD ? move.source() : move.target();
    }

    /** The shard that changes go to, and that takes the slots. */
    String to(Move move) {
        return this == FORWARD ? move.target() : move.source();
    }
}
