package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetriesTest {

    private final SwitchableShardMaps maps = new SwitchableShardMaps();
    private final Retries retries = new Retries(maps, _ -> maps.refresh(), () -> {});
    private final ShardConnections link =
            new ShardConnections(
                    new Shard("shard-7", List.of("127.0.0.1:9"), "none", 1, ShardState.ACTIVE),
                    "shard-7",
                    ShardClientSettings.of("nobody", "secret"),
                    new ServerTime(),
                    ShardMetrics.none());

    @AfterEach
    void close() {
        link.close();
    }

    @Test
    void triesUntilAnAttemptSucceeds() {
        AtomicInteger attempts = new AtomicInteger();

        String result =
                retries.run(
                        minute(),
                        () -> link,
                        (shard, unknown) -> {
                            if (attempts.incrementAndGet() < 4) {
                                throw failed(FailureKind.UNAVAILABLE);
                            }
                            return "done";
                        });

        assertThat(result).isEqualTo("done");
        assertThat(attempts).hasValue(4);
    }

    @Test
    void passesOnWhatTheWorkThrows() {
        assertThatThrownBy(() ->
                        retries.run(
                                minute(),
                                () -> link,
                                (shard, unknown) -> {
                                    throw new IllegalArgumentException("no");
                                }))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksForANewMapWhenASlotHasMoved() {
        var attempts = new AtomicInteger();

        retries.run(
                minute(),
                () -> link,
                (shard, unknown) -> {
                    if (attempts.getAndIncrement() == 0) {
                        throw failed(FailureKind.WRONG_SHARD);
                    }
                    return "";
                });

        assertThat(maps.refreshes()).isEqualTo(1);
    }

    @Test
    void waitsForAMapThatNamesTheShard() {
        var looks = new AtomicInteger();

        String result =
                retries.run(
                        minute(),
                        () -> looks.getAndIncrement() < 2 ? null : link,
                        (shard, unknown) -> shard.name());

        assertThat(result).isEqualTo("shard-7");
        assertThat(maps.refreshes()).isEqualTo(2);
    }

    @Test
    void tellsLaterAttemptsThatTheOutcomeIsUnknown() {
        List<Boolean> told = new ArrayList<>();

        retries.run(
                minute(),
                () -> link,
                (shard, unknown) -> {
                    told.add(unknown);
                    return switch (told.size()) {
                        case 1, 3 -> throw failed(FailureKind.UNAVAILABLE);
                        case 2 -> throw AttemptFailedException.inCommit(new SQLException());
                        default -> "";
                    };
                });

        assertThat(told).containsExactly(false, false, true, true);
    }

    @Test
    void givesUpAtTheDeadlineAndSaysWhatItKnows() {
        assertThatThrownBy(() ->
                        retries.run(
                                CallDeadline.in(Duration.ofMillis(50)),
                                () -> link,
                                (shard, unknown) -> {
                                    throw AttemptFailedException.inCommit(
                                            new SQLException("", "08006"));
                                }))
                .isInstanceOfSatisfying(
                        ShardUnavailableException.class,
                        failure -> {
                            assertThat(failure.shard()).isEqualTo("shard-7");
                            assertThat(failure.outcomeUnknown()).isTrue();
                            assertThat(failure).hasCauseInstanceOf(SQLException.class);
                        });
    }

    @Test
    void makesNoAttemptAfterTheDeadline() {
        assertThatThrownBy(() ->
                        retries.run(
                                CallDeadline.in(Duration.ZERO), () -> link, (shard, unknown) -> ""))
                .isInstanceOf(ShardUnavailableException.class);
    }

    @Test
    void goesOnAfterAnInterruptAndRestoresIt() {
        var attempts = new AtomicInteger();
        Thread.currentThread().interrupt();

        String result =
                retries.run(
                        minute(),
                        () -> link,
                        (shard, unknown) -> {
                            if (attempts.incrementAndGet() < 3) {
                                Thread.currentThread().interrupt();
                                throw failed(FailureKind.UNAVAILABLE);
                            }
                            return Thread.currentThread().isInterrupted() ? "" : "settled";
                        });

        assertThat(result).isEqualTo("settled");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static AttemptFailedException failed(FailureKind kind) {
        return new AttemptFailedException(kind, new SQLException());
    }

    private static CallDeadline minute() {
        return CallDeadline.in(Duration.ofMinutes(1));
    }
}
