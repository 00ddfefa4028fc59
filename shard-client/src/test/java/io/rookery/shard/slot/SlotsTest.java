package io.rookery.shard.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotsTest {

    @Test
    void agreesWithTheReferenceValuesOfRedisCluster() {
        assertThat(Slots.of("123456789")).isEqualTo(0x31C3);
        assertThat(Slots.of("foo")).isEqualTo(12182);
        assertThat(Slots.of("bar")).isEqualTo(5061);
        assertThat(Slots.of("")).isZero();
    }

    @Test
    void hashesTheUtf8BytesOfOtherScripts() {
        assertThat(Slots.of("雅典娜")).isBetween(0, Slots.COUNT - 1).isEqualTo(Slots.of("雅典娜"));
    }

    @Test
    void givesUsernamesThatDifferInCaseTheSameSlot() {
        assertThat(Slots.ofUsername("Ada")).isEqualTo(Slots.ofUsername("aDA"));
    }

    @Test
    void lowersUsernamesTheSameWayInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr"));
            assertThat(Slots.ofUsername("ISTANBUL")).isEqualTo(Slots.of("istanbul"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void spreadsKeysEvenly() {
        int[] hits = new int[16];
        IntStream.range(0, 160_000)
                .forEach(i -> hits[Slots.ofUsername("user" + i) * 16 / Slots.COUNT]++);
        assertThat(IntStream.of(hits))
                .allSatisfy(count -> assertThat(count).isBetween(9_000, 11_000));
    }

    @Test
    void refusesANumberThatIsNoSlot() {
        assertThat(Slots.check(16383)).isEqualTo(16383);
        assertThatThrownBy(() -> Slots.check(16384)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Slots.check(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
