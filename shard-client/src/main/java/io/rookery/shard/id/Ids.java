package io.rookery.shard.id;

import io.rookery.shard.slot.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * How an identifier is made up: 41 bits of milliseconds since 2026-01-01T00:00:00Z, 14 bits of the
 * owner's slot, 8 bits of sequence. So it names its shard with no look-up, and sorting by
 * identifier is sorting by time. Outside it is a decimal string.
 */
public final class Ids {

    /** The instant at which the 41 bits of time are zero. */
    public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    static final int SEQUENCE_BITS = 8;
    static final int SLOT_BITS = 14;
    static final int SEQUENCES = 1 << SEQUENCE_BITS;
    static final long LAST_MILLIS = (1L << 41) - 1;

    /** Clocks that are minutes wrong are told of, and fail no request. */
    static final Duration TOLERANCE = Duration.ofMinutes(10);

    private static final int MAX_DIGITS = 19;

    private Ids() {}

    /** The slot of whoever owns the thing that the identifier names. */
    public static int slotOf(long id) {
        return (int) (id >>> SEQUENCE_BITS) & (Slots.COUNT - 1);
    }

    /** When the identifier was made, to the millisecond, by the clock of its maker. */
    public static Instant timeOf(long id) {
        return EPOCH.plusMillis(millisOf(id));
    }

    /**
     * The smallest identifier, in any slot, of the instant's millisecond: every identifier made
     * earlier is less. Instants before {@link #EPOCH} count as the epoch.
     */
    public static long firstAt(Instant time) {
        long millis = Math.clamp(time.toEpochMilli() - EPOCH.toEpochMilli(), 0, LAST_MILLIS);
        return millis << (SLOT_BITS + SEQUENCE_BITS);
    }

    /** Whether nobody can have made the identifier by the time, give or take ten minutes. */
    public static boolean isFuture(long id, Instant now) {
        return timeOf(id).isAfter(now.plus(TOLERANCE));
    }

    /** The identifier that a decimal string of at most 19 digits writes; none if it is not one. */
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

    /** The decimal string by which the identifier is known outside. */
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
