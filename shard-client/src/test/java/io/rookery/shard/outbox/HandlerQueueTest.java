package io.rookery.shard.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.rookery.shard.outbox.HandlerQueue.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HandlerQueueTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final Tracer TRACER = TracerProvider.noop().get("none");

    private final Executor threads = task -> Thread.ofVirtual().start(task);
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void handlesWhatItIsOffered() {
        var seen = new CompletableFuture<OutboxEvent>();

        assertThat(queue(seen::complete).offer(event(1), MINUTE, false).join())
                .isEqualTo(Outcome.HANDLED);
        assertThat(seen.join()).isEqualTo(event(1).event());
    }

    @Test
    void saysWhenTheHandlerFailed() {
        HandlerQueue queue =
                queue(event -> {
                    throw new IllegalStateException("poison");
                });

        assertThat(queue.offer(event(1), MINUTE, false).join()).isEqualTo(Outcome.FAILED);
        assertThat(queue.room()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"54000", "22001", "22P02", "23514", "23502"})
    void tellsWhatTheDatabaseRefusesFromWhatMayPass(String state) {
        HandlerQueue queue =
                queue(event -> {
                    throw new IllegalStateException(new SQLException("no", state));
                });

        assertThat(queue.offer(claimed(1, 1), MINUTE, false).join()).isEqualTo(Outcome.REFUSED);
        assertThat(queue.offer(claimed(1, 2), MINUTE, false).join()).isEqualTo(Outcome.REFUSED);
        assertThat(queue.refused()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "23505", "23503", "08006", "57P01", "25006", ""})
    void takesNothingForRefusedThatMayPass(String state) {
        HandlerQueue queue =
                queue(event -> {
                    throw new IllegalStateException(new SQLException("later", state));
                });

        assertThat(queue.offer(claimed(1, 1), MINUTE, false).join()).isEqualTo(Outcome.FAILED);
        assertThat(queue.refused()).isZero();
    }

    @Test
    void handlesAnEventOnceAtATime() {
        HandlerQueue queue = queue(event -> await(gate));

        CompletableFuture<Outcome> first = queue.offer(event(1), MINUTE, false);

        assertThat(queue.offer(event(1), MINUTE, false).join()).isEqualTo(Outcome.HELD);
        gate.countDown();
        assertThat(first.join()).isEqualTo(Outcome.HANDLED);
    }

    @Test
    void refusesWhatItHasNoRoomFor() {
        HandlerQueue queue = queue(event -> await(gate));
        CompletableFuture<Outcome> first = queue.offer(event(1), MINUTE, false);
        CompletableFuture<Outcome> second = queue.offer(event(2), MINUTE, false);

        assertThat(queue.offer(event(3), MINUTE, false).join()).isEqualTo(Outcome.FULL);

        gate.countDown();
        assertThat(first.join()).isEqualTo(Outcome.HANDLED);
        assertThat(second.join()).isEqualTo(Outcome.HANDLED);
        assertThat(queue.room()).isEqualTo(2);
    }

    @Test
    void leavesWhatCouldNotBeginInTimeToOthers() {
        CountDownLatch begun = new CountDownLatch(1);
        HandlerQueue queue =
                queue(event -> {
                    begun.countDown();
                    await(gate);
                });
        CompletableFuture<Outcome> first = queue.offer(event(1), MINUTE, false);
        await(begun);

        assertThat(queue.offer(event(2), 1, false).join()).isEqualTo(Outcome.LATE);

        gate.countDown();
        assertThat(first.join()).isEqualTo(Outcome.HANDLED);
    }

    @Test
    void handlesOneAtATimeWhileItYieldsExceptWhatSomebodyWaitsFor() {
        AtomicBoolean yields = new AtomicBoolean(true);
        Set<Long> begun = ConcurrentHashMap.newKeySet();
        CountDownLatch firstDone = new CountDownLatch(1);
        HandlerQueue queue =
                new HandlerQueue(
                        handler(event -> {
                            begun.add(event.id());
                            await(event.id() == 1 ? firstDone : gate);
                        }),
                        threads,
                        settings(3, 4),
                        yields::get,
                        TRACER);
        var _ = queue.offer(event(1), MINUTE, false);
        Awaitility.await().until(() -> begun.contains(1L));
        CompletableFuture<Outcome> second = queue.offer(event(2), MINUTE, false);
        CompletableFuture<Outcome> third = queue.offer(event(3), MINUTE, false);

        var _ = queue.offer(event(4), MINUTE, true);
        Awaitility.await().until(() -> begun.contains(4L));
        assertThat(begun).containsExactlyInAnyOrder(1L, 4L);

        yields.set(false);
        firstDone.countDown();
        Awaitility.await().until(() -> begun.size() == 4);
        gate.countDown();
        assertThat(second.join()).isEqualTo(Outcome.HANDLED);
        assertThat(third.join()).isEqualTo(Outcome.HANDLED);
    }

    @Test
    void takesNothingOnceItsThreadsHaveEnded() {
        HandlerQueue queue =
                new HandlerQueue(
                        handler(event -> {}),
                        task -> {
                            throw new RejectedExecutionException();
                        },
                        settings(),
                        () -> false,
                        TRACER);

        assertThat(queue.offer(event(1), MINUTE, false).join()).isEqualTo(Outcome.FULL);
        assertThat(queue.room()).isEqualTo(2);
    }

    private HandlerQueue queue(Consumer<OutboxEvent> handling) {
        return new HandlerQueue(handler(handling), threads, settings(), () -> false, TRACER);
    }

    private static OutboxHandler handler(Consumer<OutboxEvent> handling) {
        return new OutboxHandler() {
            @Override
            public String kind() {
                return "test";
            }

            @Override
            public void handle(OutboxEvent event) {
                handling.accept(event);
            }
        };
    }

    private static ClaimedEvent event(long id) {
        return claimed(id, 1);
    }

    private static ClaimedEvent claimed(long id, int attempts) {
        OutboxEvent event = new OutboxEvent(id, 0, "test", "{}");
        return new ClaimedEvent(event, "shard-0", attempts, Context.root());
    }

    /** One event at a time, and a queue capacity of two. */
    private static OutboxSettings settings() {
        return settings(1, 2);
    }

    private static OutboxSettings settings(int turns, int room) {
        Duration second = Duration.ofSeconds(1);
        return new OutboxSettings(
                second, second, second, second, turns, room, 10, second, second, Duration.ZERO);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody opened the gate");
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }
}
