package io.rookery.storage.placement.move;

/**
 * The next step of a move. Each one can be repeated: it changes nothing if it has been done. Steps
 * that change a shard are refused there if the move has a later term.
 */
sealed interface MoveStep {

    /** Take the move over: count its term up in ZooKeeper, then write that to both shards. */
    record RaiseTerm() implements MoveStep {}

    /** Change the durable state. */
    record Advance(Move next, String reason) implements MoveStep {}

    /**
     * Change the durable state and, in the same ZooKeeper transaction, publish that a shard owns
     * the slots.
     */
    record Publish(Move next, String owner) implements MoveStep {}

    /** Remove the publications, replication slots and subscriptions of other attempts. */
    record RemoveLeftovers() implements MoveStep {}

    /**
     * Create publication and replication slot, and, for {@link Direction#BACKWARD}, a disabled
     * subscription that copies nothing.
     */
    record Reserve(Direction direction) implements MoveStep {}

    /** Begin to replicate: forward by copying first, backward from what was reserved on. */
    record Subscribe(Direction direction) implements MoveStep {}

    /** Remove publication, replication slot and subscription. */
    record Unsubscribe(Direction direction) implements MoveStep {}

    /** Compare all rows of both shards. */
    record Compare() implements MoveStep {}

    /**
     * Give up the slots: lock them exclusively, write a marker, wait until it has been replicated,
     * and delete the slots from the ledger together with the marker's number, all in one session.
     * Otherwise the slots stay, and nothing has changed.
     */
    record GiveUp(Direction direction) implements MoveStep {}

    /**
     * Take the slots that the other shard has given up. Refused without the marker of that.
     *
     * @param marker number of the marker
     */
    record Take(Direction direction, long marker) implements MoveStep {}

    /** Return the slots to the shard that gave them up, because the other one lacks the marker. */
    record Return(Direction direction) implements MoveStep {}

    /** Delete the next rows of a shard. Refused if it owns one of the slots. */
    record DeleteRows(String shard) implements MoveStep {}

    /** The move is over: remove its record. */
    record Finish() implements MoveStep {}

    /** Something else must happen first. */
    record Wait(String reason) implements MoveStep {}

    /** Change nothing: this never resolves itself, and an operator must look at it. */
    record Refuse(String reason) implements MoveStep {}
}
