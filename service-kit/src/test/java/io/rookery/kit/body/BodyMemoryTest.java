package io.rookery.kit.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.kit.body.BodyMemory.Body;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private static final int LIMIT = 400_000;
    private static final int LARGE = 100_000;
    private static final long PATIENCE = 1_000;

    private final List<Integer> cut = new ArrayList<>();
    private long now;
    private final BodyMemory memory = new BodyMemory(LIMIT, 10, PATIENCE, () -> now);

    @Test
    void countsWhatBodiesTakeUpUntilTheirRequestsAreAnswered() {
        Body body = begin(1);
        assertThat(append(body, LARGE)).isTrue();
        assertThat(body.finish()).isTrue();
        assertThat(memory.used()).isEqualTo(LARGE);
        body.close();
        body.close();
        assertThat(memory.used()).isZero();
        assertThat(memory.unfinished()).isZero();
    }

    @Test
    void keepsRoomForSmallBodiesWhenLargeOnesFillTheRest() {
        for (int i = 0; i < 3; i++) {
            assertThat(append(begin(i), LARGE)).isTrue();
        }
        assertThat(append(begin(3), LARGE)).isFalse();
        assertThat(append(begin(4), BodyMemory.SMALL)).isTrue();
        assertThat(cut).isEmpty();
    }

    @Test
    void takesTheRoomOfThoseWhoAreAtItForLongest() {
        Body oldest = begin(0);
        append(oldest, LARGE);
        append(begin(1), LARGE);
        append(begin(2), LARGE);
        now += PATIENCE;
        Body next = begin(3);

        assertThat(append(next, LARGE)).isTrue();
        assertThat(cut).containsExactly(0);
        assertThat(oldest.finish()).isFalse();
        assertThat(append(oldest, LARGE + 1)).isFalse();
        assertThat(memory.used()).isEqualTo(3 * LARGE);
    }

    @Test
    void takesNoRoomFromABodyThatIsThere() {
        for (int i = 0; i < 3; i++) {
            Body whole = begin(i);
            append(whole, LARGE);
            whole.finish();
        }
        now += PATIENCE;

        assertThat(append(begin(3), LARGE)).isFalse();
        assertThat(cut).isEmpty();
    }

    @Test
    void waitsForNoMoreThanSoManyAtATime() {
        for (int i = 0; i < 10; i++) {
            begin(i);
        }
        assertThat(memory.begin(() -> {})).isNull();
        now += PATIENCE;
        assertThat(memory.begin(() -> {})).isNotNull();
        assertThat(cut).containsExactly(0);
    }

    @Test
    void growsABodyNoFurtherThanItWillBe() {
        Body body = begin(0);
        for (int i = 0; i < 100; i++) {
            assertThat(body.append(ByteBuffer.wrap(new byte[1_000]), LARGE)).isTrue();
        }
        assertThat(body.bytes()).hasSize(LARGE);
        assertThat(body.length()).isEqualTo(LARGE);
    }

    private Body begin(int number) {
        return Objects.requireNonNull(memory.begin(() -> cut.add(number)));
    }

    /** Appends bytes until the body has the length. */
    private static boolean append(Body body, int length) {
        return body.append(ByteBuffer.wrap(new byte[length - body.length()]), length);
    }
}
