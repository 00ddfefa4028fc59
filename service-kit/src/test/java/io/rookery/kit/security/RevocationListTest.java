package io.rookery.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.kit.security.RevocationSource.Revocations;
import io.rookery.shard.id.IdGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationListTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final IdGenerator IDS = new IdGenerator(InstantSource.system());

    private final long revokedHere = IDS.next(100);
    private final long unrevokedHere = IDS.next(100);
    private final long there = IDS.next(9000);

    private volatile Revocations answer =
            new Revocations(List.of(revokedHere), "1", false, UnreadSlots.parse("8192-16383"));
    private RevocationList list = new RevocationList((_, _) -> answer, NEVER);

    @AfterEach
    void close() {
        list.close();
    }

    @Test
    void knowsTheTokensOfTheShardsThatAnswer() {
        list.start();
        await().until(() -> list.contains(revokedHere));

        assertThat(list.isUnknown(unrevokedHere)).isFalse();
    }

    @Test
    void saysNothingAboutTheTokensOfAShardThatHasNeverAnswered() {
        list.start();
        await().until(() -> list.isUnknown(there));

        assertThat(list.isLoaded()).isFalse();
    }

    @Test
    void knowsAllOnceEveryShardHasAnswered() {
        list.start();
        await().until(() -> list.isUnknown(there));
        answer = new Revocations(List.of(there), "2");
        await().until(() -> list.contains(there));
        await().until(list::isLoaded);

        answer = new Revocations(List.of(), "2", false, UnreadSlots.parse("8192-16383"));

        assertThat(list.isUnknown(there)).isFalse(); // what was read stays known
    }

    @Test
    void isReadyWithoutAShardThatHasBeenWaitedForLongEnough() {
        list = new RevocationList((_, _) -> answer, Duration.ZERO);
        list.start();

        await().until(list::isLoaded);
        assertThat(list.isUnknown(there)).isTrue();
    }

    @Test
    void isNotReadyBeforeAnybodyHasAnswered() {
        list =
                new RevocationList(
                        (_, _) -> {
                            throw new IllegalStateException("nobody is there");
                        },
                        Duration.ZERO);
        list.start();

        assertThat(list.isLoaded()).isFalse();
    }

    @Test
    void knowsAllAtTheEndHoweverMuchIsRevokedMeanwhile() {
        List<Long> many = LongStream.range(0, 10_000).boxed().toList();
        AtomicInteger asked = new AtomicInteger();
        list =
                new RevocationList(
                        (_, _) ->
                                new Revocations(
                                        many,
                                        String.valueOf(asked.incrementAndGet()),
                                        asked.get() < 3,
                                        UnreadSlots.NONE),
                        NEVER);
        list.start();

        await().until(list::isLoaded);
        assertThat(asked).hasValueGreaterThanOrEqualTo(3);
    }
}
