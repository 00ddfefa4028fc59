package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfirmationWatchTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir private Path directory;

    private final AtomicLong now = new AtomicLong();
    private final Confirmations confirmations = new Confirmations(now::get);
    private final AtomicInteger ceases = new AtomicInteger();
    private StoppedPair pair;

    /** The standby owes a confirmation for too long already. */
    @BeforeEach
    void cease() {
        pair = new StoppedPair(directory);
        confirmations.saw(100, 0);
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(confirmations.haveCeased()).isTrue();
    }

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void doesNotBlameTheStandbyOfAPrimaryThatDoesNotAnswer() {
        try (var _ =
                new ConfirmationWatch(
                        confirmations,
                        () -> true,
                        () -> pair.primary,
                        () -> pair.standby,
                        ceases::incrementAndGet)) {
            await().atMost(DEADLINE).until(() -> !confirmations.haveCeased());
        }
        assertThat(ceases).hasValue(0);
    }

    @Test
    void asksNoPrimaryWhileNoStandbyShouldConfirm() {
        var rounds = new AtomicInteger();
        var questions = new AtomicInteger();
        try (var _ =
                new ConfirmationWatch(
                        confirmations,
                        () -> rounds.incrementAndGet() == 0,
                        () -> {
                            questions.incrementAndGet();
                            return pair.primary;
                        },
                        () -> pair.standby,
                        ceases::incrementAndGet)) {
            await().atMost(DEADLINE).until(() -> rounds.get() >= 2);
        }
        assertThat(questions).hasValue(0);
        assertThat(ceases).hasValue(0);
    }
}
