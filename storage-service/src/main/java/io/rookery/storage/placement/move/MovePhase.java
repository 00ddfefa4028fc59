package io.rookery.storage.placement.move;

/** What a move is doing. The phase is durable: another leader goes on from it. */
enum MovePhase {
    /** Leftovers are removed; publication, replication slot and subscription are created. */
    CREATE,
    /** The target copies the rows of the slots, and later changes are streamed to it. */
    COPY,
    /** The stream's lag falls until it is small enough. */
    CATCH_UP,
    /** Every row of the source is compared with the target's. */
    VERIFY,
    /** The source gives up the slots and the target takes them. */
    SWITCH,
    /**
     * The target owns the slots; changes flow back to the source, so that the move can be undone.
     */
    OBSERVE,
    /** The target gives up the slots and the source takes them back. */
    SWITCH_BACK,
    /** Replication is removed, and the rows on the shard that does not own the slots. */
    CLEAN_UP
}
