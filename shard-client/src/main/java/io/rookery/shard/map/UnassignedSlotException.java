package io.rookery.shard.map;

/** Thrown when no shard owns the slot yet: the platform is being set up. */
public final class UnassignedSlotException extends RuntimeException {

    UnassignedSlotException(int slot, long epoch) {
        super("No shard owns slot %d in the shard map of epoch %d".formatted(slot, epoch));
    }
}
