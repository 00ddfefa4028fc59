package io.rookery.shard.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    void namesItsSlotAndItsTime() {
        Instant time = Instant.parse("2026-11-21T12:00:00.123Z");
        long id = Ids.of(time.toEpochMilli() - Ids.EPOCH.toEpochMilli(), 16383, 255);
        assertThat(Ids.slotOf(id)).isEqualTo(16383);
        assertThat(Ids.timeOf(id)).isEqualTo(time);
    }

    @Test
    void staysPositiveUntilItsTimeIsUsedUp() {
        assertThat(Ids.of(Ids.LAST_MILLIS, 16383, 255)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void separatesWhatIsEarlierFromWhatIsNot() {
        Instant time = Instant.parse("2026-11-21T12:00:00Z");
        long millis = time.toEpochMilli() - Ids.EPOCH.toEpochMilli();
        assertThat(Ids.firstAt(time))
                .isGreaterThan(Ids.of(millis - 1, 16383, 255))
                .isLessThanOrEqualTo(Ids.of(millis, 0, 0));
        assertThat(Ids.firstAt(Instant.EPOCH)).isZero();
    }

    @Test
    void readsWhatItWrites() {
        assertThat(Ids.parse(Ids.format(Long.MAX_VALUE))).hasValue(Long.MAX_VALUE);
        assertThat(Ids.parse("1")).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "0x1",
                "abc",
                "٣",
                "9223372036854775808",
                "9999999999999999999",
                "00000000000000000001"
            })
    void passesOverWhatIsNoIdentifier(String text) {
        assertThat(Ids.parse(text)).isEmpty();
    }
}
