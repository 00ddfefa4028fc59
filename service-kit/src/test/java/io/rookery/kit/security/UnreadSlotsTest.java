package io.rookery.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.slot.SlotSet;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadSlotsTest {

    private static final IdGenerator IDS = new IdGenerator(InstantSource.system());

    @Test
    void areOfTheTokensWhoseSlotsAreAmongThem() {
        UnreadSlots slots = UnreadSlots.parse(SlotSet.parse("3,8192-16383").toString());

        assertThat(slots.areOf(IDS.next(3))).isTrue();
        assertThat(slots.areOf(IDS.next(4))).isFalse();
        assertThat(slots.areOf(IDS.next(8191))).isFalse();
        assertThat(slots.areOf(IDS.next(8192))).isTrue();
        assertThat(slots.areOf(IDS.next(16383))).isTrue();
    }

    @Test
    void areWrittenAsTheyAreRead() {
        assertThat(UnreadSlots.parse("3,8192-16383").toString()).isEqualTo("3-3,8192-16383");
        assertThat(UnreadSlots.parse("").isNone()).isTrue();
    }

    @Test
    void areThoseThatAreMissingEveryTime() {
        UnreadSlots both =
                UnreadSlots.parse("0-10").stillIn(UnreadSlots.parse("5-20").or(UnreadSlots.NONE));

        assertThat(both.toString()).isEqualTo("5-10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "16384", "1-", "1,,2"})
    void areNothingElse(String text) {
        assertThatThrownBy(() -> UnreadSlots.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
