package io.rookery.shard.id;

import io.rookery.shard.slot.Slots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

/**
 * Generates identifiers with a hybrid logical clock. One generator never returns the same
 * identifier twice, even when its clock is set back. Two generators may: the sequence of each
 * millisecond starts at random, which makes a collision rare. Code that stores a row under an
 * identifier detects the collision and generates a new identifier, or distinguishes rows by more
 * than the identifier. Thread-safe.
 */
public final class IdGenerator {

    /**
     * A sequence starts in the lower half, so at least 128 identifiers are left for each
     * millisecond.
     */
    private static final int STARTS = Ids.SEQUENCES / 2;

    private final InstantSource clock;
    private final IntUnaryOperator randomBelow;

    /** The milliseconds and the sequence of the last identifier, as one number. */
    private final AtomicLong last = new AtomicLong(-1);

    public IdGenerator(InstantSource clock) {
        this(clock, bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    IdGenerator(InstantSource clock, IntUnaryOperator randomBelow) {
        this.clock = clock;
        this.randomBelow = randomBelow;
    }

    /**
     * Returns a new identifier in the slot. It is greater than every given identifier, because
     * clocks may differ by minutes. A given identifier that is ahead by more is refused, and leaves
     * this generator unchanged.
     *
     * @throws FutureIdException when {@link Ids#isFuture} is true for a given identifier
     * @throws IllegalArgumentException when the number is not a slot
     * @throws IllegalStateException when the 41 bits of time are used up
     */
    public long next(int slot, long... after) {
        Slots.check(slot);
        Instant now = clock.instant();
        long earliest = now.toEpochMilli() - Ids.EPOCH.toEpochMilli();
        for (long id : after) {
            if (Ids.isFuture(id, now)) {
                throw new FutureIdException(id);
            }
            earliest = Math.max(earliest, Ids.millisOf(id) + 1);
        }
        long notBefore = Math.max(earliest, 0);
        int start = randomBelow.applyAsInt(STARTS);
        long made = last.updateAndGet(previous -> following(previous, notBefore, start));
        long millis = made >>> Ids.SEQUENCE_BITS;
        if (millis > Ids.LAST_MILLIS) {
            throw new IllegalStateException("The time range of identifiers is exhausted");
        }
        return Ids.of(millis, slot, (int) made & (Ids.SEQUENCES - 1));
    }

    /**
     * Returns the next sequence of the same millisecond, or a random sequence in a new millisecond.
     * After a full millisecond the next one begins.
     */
    private static long following(long previous, long notBefore, int start) {
        long millis = previous >> Ids.SEQUENCE_BITS;
        if (notBefore > millis) {
            return (notBefore << Ids.SEQUENCE_BITS) | start;
        }
        long next = previous + 1;
        boolean full = (next & (Ids.SEQUENCES - 1)) == 0;
        return full ? next | start : next;
    }
}
