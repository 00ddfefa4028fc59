package io.rookery.feed.cache;

import io.rookery.feed.status.StatusRow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form of a status in Redis: a header of digits, and a {@link StatusBody}. The header has the
 * version of the status (19 digits), the number of the body's format (2) and the config epoch of
 * the primary at the time of the write (17). A removed status has a tombstone: a header with the
 * greatest version, and no body.
 *
 * <p>Instances with different formats share the values during a rolling upgrade. So the header
 * never changes, all of them understand a tombstone, and a value of another format counts as
 * absent. Values without a format have zeros there, as their epoch once had 19 digits.
 */
final class StatusFormat {

    private static final Logger log = LoggerFactory.getLogger(StatusFormat.class);

    /** The number of the format of {@link StatusBody}. Every change of that needs the next one. */
    static final int NUMBER = 1;

    private static final int NO_FORMAT = 0;

    private static final int VERSION_DIGITS = 19;
    private static final int FORMAT_DIGITS = 2;
    private static final int EPOCH_DIGITS = 17;
    private static final int EPOCH_AT = VERSION_DIGITS + FORMAT_DIGITS;
    private static final int HEADER = EPOCH_AT + EPOCH_DIGITS;

    private static final long REMOVED = Long.MAX_VALUE;

    private final ObjectWriter writer;
    private final ObjectReader reader;

    StatusFormat(JsonMapper json) {
        this.writer = json.writerFor(StatusBody.class);
        this.reader = StatusBody.reader(json);
    }

    /**
     * What a value says about its status.
     *
     * @param row null when the status was removed
     */
    record Known(@Nullable StatusRow row) {

        private static final Known REMOVED = new Known(null);
    }

    /**
     * Writes the value of a status.
     *
     * @param epoch config epoch of the primary; negative when it is unknown, and then the value
     *     counts as absent
     */
    byte[] value(StatusRow row, long epoch) {
        byte[] body = writer.writeValueAsBytes(StatusBody.of(row));
        byte[] value = new byte[HEADER + body.length];
        writeHeader(value, row.version(), NUMBER, epoch);
        System.arraycopy(body, 0, value, HEADER, body.length);
        return value;
    }

    /** Writes the value of a removed status. */
    static byte[] tombstone(long epoch) {
        byte[] value = new byte[HEADER];
        writeHeader(value, REMOVED, NO_FORMAT, epoch);
        return value;
    }

    /** The version of a value, as text of a fixed length. */
    static byte[] version(byte[] value) {
        return Arrays.copyOf(value, VERSION_DIGITS);
    }

    /**
     * Reads a value. Returns null when it counts as absent: it has another format, another epoch,
     * or is damaged.
     *
     * @param epoch config epoch of the primary; negative when it is unknown
     */
    @Nullable Known read(long id, byte[] value, long epoch) {
        if (value.length < HEADER || number(value, EPOCH_AT, EPOCH_DIGITS) != epoch) {
            return null;
        }
        long version = number(value, 0, VERSION_DIGITS);
        if (version == REMOVED) {
            return Known.REMOVED;
        }
        return number(value, VERSION_DIGITS, FORMAT_DIGITS) == NUMBER
                ? readBody(id, version, value)
                : null;
    }

    private @Nullable Known readBody(long id, long version, byte[] value) {
        try {
            @Nullable StatusBody body = reader.readValue(value, HEADER, value.length - HEADER);
            return body == null ? null : new Known(body.row(id, version));
        } catch (JacksonException e) {
            log.debug("A cached status cannot be read; it is read from its shard", e);
            return null;
        }
    }

    private static void writeHeader(byte[] value, long version, int format, long epoch) {
        write(version, value, 0, VERSION_DIGITS);
        write(format, value, VERSION_DIGITS, FORMAT_DIGITS);
        write(Math.max(0, epoch), value, EPOCH_AT, EPOCH_DIGITS);
    }

    private static void write(long number, byte[] text, int from, int digits) {
        long rest = number;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static long number(byte[] text, int from, int digits) {
        long number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + (text[i] - '0');
        }
        return number;
    }
}
