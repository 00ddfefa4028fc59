package io.rookery.storage.placement;

import io.rookery.shard.slot.SlotSet;

/**
 * What each shard itself knows about the slots that it owns. Every method throws a {@link
 * RuntimeException} when the shard does not answer in time.
 */
interface SlotLedger {

    /** The slots of a shard; none when the shard has never been migrated. */
    Entry read(String shard);

    /**
     * Makes these the slots of the shard, all or nothing.
     *
     * @throws StaleEpochException when the shard has slots by a later epoch
     */
    void write(String shard, SlotSet slots, long epoch);

    /**
     * The slots of one shard.
     *
     * @param slots those that it owns
     * @param epoch the latest by which one came to it; 0 without slots
     */
    record Entry(SlotSet slots, long epoch) {

        static final Entry EMPTY = new Entry(SlotSet.empty(), 0);
    }

    /** Somebody with a later map has been there. */
    final class StaleEpochException extends RuntimeException {

        StaleEpochException(String shard, long epoch, long later) {
            super("Shard %s has slots of epoch %d, later than %d".formatted(shard, later, epoch));
        }
    }
}
