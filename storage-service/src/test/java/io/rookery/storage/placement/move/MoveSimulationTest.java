package io.rookery.storage.placement.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MoveSimulationTest {
    private static final int HISTORIES = Integer.getInteger("rookery.move.histories", 1000);
    private static final long FIRST_SEED =
            Long.getLong("rookery.move.seed", System.currentTimeMillis());

    @Test
    void everyHistoryKeepsWhatWasAcknowledgedAndComesToRest() {
        LongStream.range(FIRST_SEED, FIRST_SEED + HISTORIES)
                .forEach(seed ->
                        assertThat(MoveHistory.run(seed, Set.of())).as("seed %d", seed).isNull());
    }

    @ParameterizedTest
    @EnumSource
    void someHistoryGoesWrongWithoutThe(Guard guard) {
        assertThat(
                        LongStream.range(FIRST_SEED, FIRST_SEED + 20L * HISTORIES)
                                .mapToObj(seed -> MoveHistory.run(seed, Set.of(guard)))
                                .anyMatch(wrong -> wrong != null))
                .as("from seed %d on", FIRST_SEED)
                .isTrue();
    }
}
