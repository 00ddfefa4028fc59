package io.rookery.feed.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.StatusRows;
import io.rookery.feed.status.Visibility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StatusFormatTest {

    private static final long ID = 5;
    private static final long EPOCH = 12;
    private static final String VERSION = "0000000000000000007";
    private static final String EPOCH_DIGITS = "00000000000000012";

    private final StatusFormat format = new StatusFormat(JsonMapper.builder().build());

    @Test
    void readsWhatItWrites() {
        StatusRow row = StatusRows.whole();

        StatusFormat.Known known = format.read(row.id(), format.value(row, EPOCH), EPOCH);

        assertThat(requireNonNull(known).row()).isEqualTo(row);
    }

    @Test
    void beginsWithVersionFormatAndEpoch() {
        byte[] value = format.value(StatusRows.whole(), EPOCH);

        assertThat(new String(value, UTF_8)).startsWith(VERSION + "01" + EPOCH_DIGITS + "{");
        assertThat(StatusFormat.version(value)).asString(UTF_8).isEqualTo(VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "99", "  ", "xy"})
    void isAbsentInAnyOtherFormat(String other) {
        String body = "{\"a\":6,\"v\":\"public\",\"t\":\"text\"}";

        assertThat(read(VERSION + "01" + EPOCH_DIGITS + body)).isNotNull();
        assertThat(read(VERSION + other + EPOCH_DIGITS + body)).isNull();
        assertThat(read(VERSION + other + EPOCH_DIGITS + "[]")).isNull();
    }

    /** Such an instance compares the 19 digits after the version with the epoch. */
    @Test
    void isAbsentForAnInstanceThatKnowsNoFormats() {
        String value = new String(format.value(StatusRows.whole(), EPOCH), UTF_8);

        assertThat(Long.parseLong(value.substring(19, 38))).isNotEqualTo(EPOCH);
    }

    @Test
    void isAbsentUnderAnotherEpoch() {
        byte[] value = format.value(StatusRows.row(ID, 6, Visibility.PUBLIC), EPOCH);

        assertThat(format.read(ID, value, EPOCH + 1)).isNull();
        assertThat(format.read(ID, value, -1)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":",
                "[1]",
                "{}",
                "null",
                "7{\"a\":6}",
                "{\"a\":\"six\"}",
                "@"
            })
    void isAbsentWhenItsBodyIsDamaged(String body) {
        assertThat(read(VERSION + "01" + EPOCH_DIGITS + body)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", VERSION, VERSION + "01", VERSION + "01" + "0000000000000012"})
    void isAbsentWhenItsHeaderIsCut(String value) {
        assertThat(read(value)).isNull();
    }

    @Test
    void tellsOfARemovalInEveryFormat() {
        byte[] tombstone = StatusFormat.tombstone(EPOCH);
        String version = "9223372036854775807";

        assertThat(tombstone).asString(UTF_8).isEqualTo(version + "00" + EPOCH_DIGITS);
        for (String number : new String[] {"00", "01", "02"}) {
            StatusFormat.Known known = read(version + number + EPOCH_DIGITS);
            assertThat(requireNonNull(known).row()).isNull();
        }
        assertThat(format.read(ID, tombstone, EPOCH + 1)).isNull();
    }

    private StatusFormat.@Nullable Known read(String value) {
        return format.read(ID, value.getBytes(UTF_8), EPOCH);
    }
}
