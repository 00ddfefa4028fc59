package io.rookery.shard.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotSetTest {

    @Test
    void writesAscendingRanges() {
        assertThat(SlotSet.of(IntStream.of(9000, 2, 1, 0, 7, 8))).hasToString("0-2,7-8,9000");
        assertThat(SlotSet.range(0, Slots.COUNT - 1)).hasToString("0-16383");
        assertThat(SlotSet.empty()).hasToString("");
    }

    @Test
    void readsWhatItWrites() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            SlotSet slots = SlotSet.of(random.ints(random.nextInt(2000), 0, Slots.COUNT));
            assertThat(SlotSet.parse(slots.toString())).isEqualTo(slots);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "16384", "5-4", "0-16384", "a", "1,,2", "1-2-3", "1-"})
    void refusesWhatIsNoListOfSlots(String text) {
        assertThatThrownBy(() -> SlotSet.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsWhatItContains() {
        SlotSet slots = SlotSet.parse("3-5");
        assertThat(IntStream.range(-1, 8).filter(slots::contains)).containsExactly(3, 4, 5);
        assertThat(slots.size()).isEqualTo(3);
        assertThat(slots.isEmpty()).isFalse();
    }
}
