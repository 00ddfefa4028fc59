package io.rookery.shard.id;

import io.rookery.shard.slot.Slots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

/**
 * Makes identifiers by a hybrid logical clock. One generator never makes the same one twice, even
 * when its clock is set back. Two generators may: each millisecond's sequence starts at random,
 * which makes that rare, and whoever stores a row under one sees whether another request has (and
 * makes a new identifier), or tells rows apart by more than that. Thread-safe.
 */
public final class IdGenerator {

    /** A start in the lower half leaves at least 128 identifiers for each millisecond. */
    private static final int STARTS = Ids.SEQUENCES / 2;

    private final InstantSource clock;
    private final IntUnaryOperator randomBelow;

    /** Milliseconds and sequence, as one number, of the identifier made last. */
    private final AtomicLong last = new AtomicLong(-1);

    public IdGenerator(InstantSource clock) {
        this(clock, bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    IdGenerator(InstantSource clock, IntUnaryOperator randomBelow) {
        this.clock = clock;
        this.randomBelow = randomBelow;
    }

    /**
     * A new identifier in the slot, greater than every one given: clocks may differ by minutes. One
     * that is ahead by more is refused, and leaves this generator as it is.
     *
     * @throws FutureIdException when {@link Ids#isFuture} says so of a given one
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
            throw new IllegalStateException("The time of identifiers is used up");
        }
        return Ids.of(millis, slot, (int) made & (Ids.SEQUENCES - 1));
    }

    /** The next sequence of the same millisecond; a random one in a new or a full millisecond. */
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
