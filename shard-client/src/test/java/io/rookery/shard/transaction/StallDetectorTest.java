package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StallDetectorTest {

    private final AtomicInteger alarms = new AtomicInteger();
    private final StallDetector stalls = new StallDetector(alarms::incrementAndGet);

    @Test
    void tellsThatNobodyAnsweredWhenTheOnlyQuestionIsLost() {
        lose();

        assertThat(alarms).hasValue(1);
    }

    @Test
    void saysNothingWhileOthersAreAnswered() {
        assertThatThrownBy(() ->
                        stalls.whileAsking(() -> {
                            stalls.whileAsking(() -> "answer");
                            throw new AttemptFailedException(FailureKind.UNAVAILABLE, null);
                        }))
                .isInstanceOf(AttemptFailedException.class);

        assertThat(alarms).hasValue(0);
    }

    @Test
    void takesARefusalForAnAnswer() {
        assertThatThrownBy(() ->
                        stalls.whileAsking(() -> {
                            throw new AttemptFailedException(FailureKind.WRONG_SHARD, null);
                        }))
                .isInstanceOf(AttemptFailedException.class);

        assertThat(alarms).hasValue(0);
        assertThat(stalls.hasRecentResponse()).isTrue();
    }

    @Test
    void forgetsAnAnswerThatCameBeforeTheQuestion() throws AttemptFailedException {
        stalls.whileAsking(() -> "answer");
        lose();

        assertThat(alarms).hasValue(1);
    }

    private void lose() {
        assertThatThrownBy(() ->
                        stalls.whileAsking(() -> {
                            throw new AttemptFailedException(FailureKind.UNAVAILABLE, null);
                        }))
                .isInstanceOf(AttemptFailedException.class);
    }
}
