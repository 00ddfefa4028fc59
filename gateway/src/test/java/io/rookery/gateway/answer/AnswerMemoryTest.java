package io.rookery.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.kit.memory.MemoryBudget.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {

    private static final int LARGE = 1_000_000;
    private static final int LESS_LARGE = 900_000;
    private static final int LIMIT = 4 * LARGE;
    private static final long PATIENCE = 1_000;
    private static final long LONGEST = 60_000;

    private final List<Integer> cut = new ArrayList<>();
    private long now;
    private final AnswerMemory memory = new AnswerMemory(LIMIT, PATIENCE, LONGEST, () -> now);

    @Test
    void countsWhatAnswersTakeUpUntilTheyAreWritten() {
        Share answer = Objects.requireNonNull(begin(0, LARGE));
        assertThat(memory.used()).isEqualTo(LARGE);
        answer.close();
        answer.close();
        assertThat(memory.used()).isZero();
        assertThat(memory.writing()).isZero();
    }

    @Test
    void keepsRoomForSmallAnswersWhenLargeOnesFillTheRest() {
        for (int i = 0; i < 3; i++) {
            assertThat(begin(i, LARGE)).isNotNull();
        }
        assertThat(begin(3, LARGE)).isNull();
        assertThat(begin(4, AnswerMemory.SMALL)).isNotNull();
        assertThat(cut).isEmpty();
    }

    @Test
    void takesTheRoomOfThoseWhoReadForLongest() {
        Share oldest = Objects.requireNonNull(begin(0, LARGE));
        begin(1, LARGE);
        begin(2, LARGE);
        now += PATIENCE;

        assertThat(begin(3, LARGE)).isNotNull();
        assertThat(cut).containsExactly(0);
        assertThat(oldest.isCut()).isTrue();
        oldest.close();
        assertThat(memory.used()).isEqualTo(3 * LARGE);
    }

    @Test
    void leavesSmallAnswersAloneWhereOnlyLargeOnesLackRoom() {
        begin(0, AnswerMemory.SMALL);
        for (int i = 1; i < 4; i++) {
            begin(i, LESS_LARGE);
        }
        now += PATIENCE;

        assertThat(begin(4, LESS_LARGE)).isNotNull();
        assertThat(cut).containsExactly(1);
    }

    @Test
    void cutsThoseThatAreReadForTooLong() {
        begin(0, LARGE);
        now += LONGEST - 1;
        begin(1, LARGE);
        memory.cutLate();
        assertThat(cut).isEmpty();
        now++;
        memory.cutLate();

        assertThat(cut).containsExactly(0);
        assertThat(memory.used()).isEqualTo(LARGE);
    }

    private @Nullable Share begin(int number, int bytes) {
        return memory.begin(bytes, () -> cut.add(number));
    }
}
