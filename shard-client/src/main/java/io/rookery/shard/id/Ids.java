package io.rookery.shard.id;

import io.rookery.shard.slot.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The format of an identifier: 41 bits of milliseconds since 2026-01-01T00:00:00Z, 14 bits of the
 * owner's slot, 8 bits of sequence. The shard follows from the identifier without a look-up, and
 * identifiers sort by time. Clients see an identifier as a decimal string.
 */
public final class Ids {

    /** The instant at which the 41 bits of time are zero. */
    public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    static final int SEQUENCE_BITS = 8;
    static final int SLOT_BITS = 14;
    static final int SEQUENCES = 1 << SEQUENCE_BITS;
    static final long LAST_MILLIS = (1L << 41) - 1;

    /**
     * How far a clock may be ahead. A clock that is wrong by minutes is reported, but fails no
     * request.
     */
    static final Duration TOLERANCE = Duration.ofMinutes(10);

    private static final int MAX_DIGITS = 19;

    private Ids() {}

    /** The slot of the owner of the object that the identifier names. */
    public static int slotOf(long id) {
        return (int) (id >>> SEQUENCE_BITS) & (Slots.COUNT - 1);
    }

    /** When the identifier was made, to the millisecond, by the clock of its generator. */
    public static Instant timeOf(long id) {
        return EPOCH.plusMillis(millisOf(id));
    }

    /**
     * The smallest identifier, in any slot, of the instant's millisecond. Every identifier made
     * earlier is smaller. Instants before {@link #EPOCH} count as the epoch.
     */
    public static long firstAt(Instant time) {
        long millis = Math.clamp(time.toEpochMilli() - EPOCH.toEpochMilli(), 0, LAST_MILLIS);
        return millis << (SLOT_BITS + SEQUENCE_BITS);
    }

    /** Whether the identifier is more than ten minutes ahead of the given time. */
    public static boolean isFuture(long id, Instant now) {
        return timeOf(id).isAfter(now.plus(TOLERANCE));
    }

    /** Parses a decimal string of at most 19 digits; empty if it is not an identifier. */
    public static OptionalLong parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return OptionalLong.empty();
        }
        long id = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            id = id * 10 + digit; // wraps to a negative number at most once, on the 19th digit
        }
        return id > 0 ? OptionalLong.of(id) : OptionalLong.empty();
    }

    /** The decimal string that clients see. */
    public static String format(long id) {
        return Long.toString(id);
    }

    static long millisOf(long id) {
        return id >>> (SLOT_BITS + SEQUENCE_BITS);
    }

    static long of(long millis, int slot, int sequence) {
        return (millis << (SLOT_BITS + SEQUENCE_BITS)) | ((long) slot << SEQUENCE_BITS) | sequence;
    }
}
