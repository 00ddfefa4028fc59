package io.rookery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerThreadTest {

    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void beginsAgainAfterAFailureThatWasNotForeseen() throws Exception {
        Thread thread =
                WorkerThread.of(
                        "test",
                        Duration.ofMillis(1),
                        () -> {
                            if (begun.incrementAndGet() < 3) {
                                throw new IllegalStateException("not foreseen");
                            }
                        });
        thread.start();
        thread.join();

        assertThat(begun).hasValue(3);
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        Thread thread =
                WorkerThread.of(
                        "test",
                        Duration.ofMillis(1),
                        () -> {
                            begun.incrementAndGet();
                            new CountDownLatch(1).await();
                        });
        thread.start();
        await().until(() -> begun.get() == 1);
        thread.interrupt();
        thread.join();

        assertThat(begun).hasValue(1);
    }

    @Test
    void endsWhenItFailsBecauseItIsInterrupted() throws Exception {
        Thread thread =
                WorkerThread.of(
                        "test",
                        Duration.ofMillis(1),
                        () -> {
                            begun.incrementAndGet();
                            Thread.currentThread().interrupt();
                            throw new IllegalStateException("interrupted");
                        });
        thread.start();
        thread.join();

        assertThat(begun).hasValue(1);
    }

    @Test
    void isOverWhenItsEndReturns() {
        AtomicInteger ended = new AtomicInteger();
        Thread thread =
                WorkerThread.of(
                        "test",
                        Duration.ofMillis(1),
                        () -> {
                            begun.incrementAndGet();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                ended.incrementAndGet();
                            }
                        });
        thread.start();
        await().until(() -> begun.get() == 1);
        WorkerThread.end(thread);

        assertThat(ended).hasValue(1);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void canBeEndedBeforeItHasBegun() {
        Thread thread = WorkerThread.of("test", Duration.ofMillis(1), begun::incrementAndGet);

        WorkerThread.end(thread);

        assertThat(begun).hasValue(0);
    }
}
