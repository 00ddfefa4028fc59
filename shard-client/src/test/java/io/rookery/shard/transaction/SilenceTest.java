package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private final AtomicInteger alarms = new AtomicInteger();
    private final Silence silence = new Silence(alarms::incrementAndGet);

    @Test
    void tellsThatNobodyAnsweredWhenTheOnlyQuestionIsLost() {
        lose();

        assertThat(alarms).hasValue(1);
    }

    @Test
    void saysNothingWhileOthersAreAnswered() {
        assertThatThrownBy(() ->
                        silence.whileAsking(() -> {
                            silence.whileAsking(() -> "answer");
                            throw new AttemptFailedException(FailureKind.AWAY, null);
                        }))
                .isInstanceOf(AttemptFailedException.class);

        assertThat(alarms).hasValue(0);
    }

    @Test
    void takesARefusalForAnAnswer() {
        assertThatThrownBy(() ->
                        silence.whileAsking(() -> {
                            throw new AttemptFailedException(FailureKind.MOVED, null);
                        }))
                .isInstanceOf(AttemptFailedException.class);

        assertThat(alarms).hasValue(0);
        assertThat(silence.isBrokenLately()).isTrue();
    }

    @Test
    void forgetsAnAnswerThatCameBeforeTheQuestion() throws AttemptFailedException {
        silence.whileAsking(() -> "answer");
        lose();

        assertThat(alarms).hasValue(1);
    }

    private void lose() {
        assertThatThrownBy(() ->
                        silence.whileAsking(() -> {
                            throw new AttemptFailedException(FailureKind.AWAY, null);
                        }))
                .isInstanceOf(AttemptFailedException.class);
    }
}
