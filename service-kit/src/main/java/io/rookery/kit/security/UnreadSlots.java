package io.rookery.kit.security;

import java.util.BitSet;
import java.util.StringJoiner;

/**
 * Slots whose revocations are not known, because their shard does not answer. Immutable.
 *
 * <p>It reads the slots' text form and finds a token's slot by itself, as the gateway, which checks
 * tokens too, has nothing of the shards.
 */
public final class UnreadSlots {

    /** All are known. */
    public static final UnreadSlots NONE = new UnreadSlots(new BitSet());

    private static final int COUNT = 16_384;

    /** The identifier of a token ends with its slot and eight bits of sequence. */
    private static final int SEQUENCE_BITS = 8;

    private final BitSet slots;

    private UnreadSlots(BitSet slots) {
        this.slots = slots;
    }

    /**
     * Reads ascending ranges such as {@code 0-8191,9000}; nothing for none.
     *
     * @throws IllegalArgumentException when the text is something else
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

    /** Whether the token is of one of them. */
    public boolean areOf(long tokenId) {
        return slots.get((int) (tokenId >>> SEQUENCE_BITS) & (COUNT - 1));
    }

    public boolean isNone() {
        return slots.isEmpty();
    }

    /** What is unread both times. */
    UnreadSlots stillIn(UnreadSlots later) {
        BitSet both = (BitSet) slots.clone();
        both.and(later.slots);
        return new UnreadSlots(both);
    }

    /** What is unread at least once. */
    UnreadSlots or(UnreadSlots other) {
        BitSet either = (BitSet) slots.clone();
        either.or(other.slots);
        return new UnreadSlots(either);
    }

    int size() {
        return slots.cardinality();
    }

    /** What {@link #parse} reads. */
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
