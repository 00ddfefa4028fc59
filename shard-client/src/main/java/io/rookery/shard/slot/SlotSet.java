package io.rookery.shard.slot;

import java.util.BitSet;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An immutable set of slots, written as ascending ranges: {@code 0-8191,9000}. */
public final class SlotSet {

    private static final SlotSet EMPTY = new SlotSet(new BitSet());

    private final BitSet slots;

    private SlotSet(BitSet slots) {
        this.slots = slots;
    }

    public static SlotSet empty() {
        return EMPTY;
    }

    /**
     * The set of these slots, which may be in any order.
     *
     * @throws IllegalArgumentException when a number is not a slot
     */
    public static SlotSet of(IntStream slots) {
        BitSet bits = new BitSet(Slots.COUNT);
        slots.forEach(slot -> bits.set(Slots.check(slot)));
        return new SlotSet(bits);
    }

    /** The slots from {@code first} to {@code last}, both included. */
    public static SlotSet range(int first, int last) {
        return of(IntStream.rangeClosed(first, last));
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @throws IllegalArgumentException when the text is not a list of slots and ranges
     */
    public static SlotSet parse(String text) {
        BitSet bits = new BitSet(Slots.COUNT);
        if (text.isBlank()) {
            return EMPTY;
        }
        for (String range : text.split(",", -1)) {
            String[] ends = range.strip().split("-", 2);
            int first = Slots.check(Integer.parseInt(ends[0]));
            int last = ends.length == 1 ? first : Slots.check(Integer.parseInt(ends[1]));
            if (first > last) {
                throw new IllegalArgumentException("The range " + range + " runs backwards");
            }
            bits.set(first, last + 1);
        }
        return new SlotSet(bits);
    }

    public boolean contains(int slot) {
        return slot >= 0 && slots.get(slot);
    }

    public int size() {
        return slots.cardinality();
    }

    public boolean isEmpty() {
        return slots.isEmpty();
    }

    /** The slots in ascending order. */
    public IntStream stream() {
        return slots.stream();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SlotSet set && slots.equals(set.slots);
    }

    @Override
    public int hashCode() {
        return slots.hashCode();
    }

    @Override
    public String toString() {
        StringJoiner ranges = new StringJoiner(",");
        int first = slots.nextSetBit(0);
        while (first >= 0) {
            int end = slots.nextClearBit(first);
            ranges.add(end - first == 1 ? "" + first : first + "-" + (end - 1));
            first = slots.nextSetBit(end);
        }
        return ranges.toString();
    }
}
