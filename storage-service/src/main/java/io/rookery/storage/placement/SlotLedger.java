package io.rookery.storage.placement;

import io.rookery.shard.slot.SlotSet;

/**
 * The record, on each shard itself, of the slots that it owns. Every method throws a {@link
 * RuntimeException} when the shard does not answer in time.
 */
interface SlotLedger {

    /** Reads the slots of a shard; empty when the shard has never been migrated. */
    Entry read(String shard);

    /**
     * Replaces the slots of the shard, all or nothing.
     *
     * @throws StaleEpochException when the shard's ledger has a later epoch
     */
    void write(String shard, SlotSet slots, long epoch);

    /**
     * The slots of one shard.
     *
     * @param slots the slots that it owns
     * @param epoch the latest epoch in which it got one of them; 0 without slots
     */
    record Entry(SlotSet slots, long epoch) {

        static final Entry EMPTY = new Entry(SlotSet.empty(), 0);
    }

    /** Signals that the ledger was written by an instance with a later map. */
    final class StaleEpochException extends RuntimeException {

        StaleEpochException(String shard, long epoch, long later) {
            super("Shard %s has slots of epoch %d, later than %d".formatted(shard, later, epoch));
        }
    }
}
