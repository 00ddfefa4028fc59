package io.rookery.storage.placement.move;

/** What protects a move. Each can be taken out of the simulation, which must find the harm. */
enum Guard {
    /** A shard refuses the steps of a leader that has been replaced. */
    TERM,
    /** A copy counts only on the timelines on which it began. */
    TIMELINES,
    /** The slots are given up only while nobody else can write to them. */
    EXCLUSIVE_LOCK,
    /** The slots change their owner only after a marker, written last, has been replicated. */
    MARKER,
    /** The changes of the new owner are kept from before it takes the slots. */
    BACKWARD_BEFORE_TAKING,
    /** Rows of earlier attempts are removed before the next one. */
    LEFTOVERS,
    /** Replication ends before rows are deleted. */
    UNSUBSCRIBED_BEFORE_DELETING,
    /** No switch with a difference. */
    COMPARISON
}
