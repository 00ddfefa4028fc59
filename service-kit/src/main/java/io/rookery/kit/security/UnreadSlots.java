package io.rookery.kit.security;

import java.util.BitSet;
import java.util.StringJoiner;

/**
 * The slots whose revocations are unknown because their shard does not answer. Immutable.
 *
 * <p>It parses slot ranges and computes a token's slot itself: the gateway verifies tokens too, and
 * does not depend on the shard client.
 */
public final class UnreadSlots {

    /** No slot is unread. */
    public static final UnreadSlots NONE = new UnreadSlots(new BitSet());

    private static final int COUNT = 16_384;

    /** A token's identifier ends with its slot, followed by eight bits of sequence number. */
    private static final int SEQUENCE_BITS = 8;

    private final BitSet slots;

    private UnreadSlots(BitSet slots) {
        this.slots = slots;
    }

    /**
     * Parses ascending ranges such as {@code 0-8191,9000}; a blank text means none.
     *
     * @throws IllegalArgumentException when the text is malformed
     */
    public static UnreadSlots parse(String text) {
        BitSet slots = new BitSet(COUNT);
        if (!text.isBlank()) {
            for (String range : text.split(",", -1)) {
                String[] ends = range.strip().split("-", 2);
                int first = slot(ends[0]);
                slots.set(first, (ends.length == 1 ? first : slot(ends[1])) + 1);
            }
        }
        return new UnreadSlots(slots);
    }

    private static int slot(String text) {
        int slot = Integer.parseInt(text);
        if (slot < 0 || slot >= COUNT) {
            throw new IllegalArgumentException(text + " is not a slot");
        }
        return slot;
    }

    /** Whether the token belongs to one of the slots. */
    public boolean areOf(long tokenId) {
        return slots.get((int) (tokenId >>> SEQUENCE_BITS) & (COUNT - 1));
    }

    public boolean isNone() {
        return slots.isEmpty();
    }

    /** Returns the slots that are unread in both. */
    UnreadSlots stillIn(UnreadSlots later) {
        BitSet both = (BitSet) slots.clone();
        both.and(later.slots);
        return new UnreadSlots(both);
    }

    /** Returns the slots that are unread in at least one. */
    UnreadSlots or(UnreadSlots other) {
        BitSet either = (BitSet) slots.clone();
        either.or(other.slots);
        return new UnreadSlots(either);
    }

    int size() {
        return slots.cardinality();
    }

    /** Returns the ranges in the format that {@link #parse} reads. */
    @Override
    public String toString() {
        StringJoiner ranges = new StringJoiner(",");
        int first = slots.nextSetBit(0);
        while (first >= 0) {
            int end = slots.nextClearBit(first);
            ranges.add(first + "-" + (end - 1));
            first = slots.nextSetBit(end);
        }
        return ranges.toString();
    }
}
