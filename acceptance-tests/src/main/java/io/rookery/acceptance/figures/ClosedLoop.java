package io.rookery.acceptance.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Closed-loop load generator: each client sends its next request as soon as the previous one is
 * answered.
 */
final class ClosedLoop {

    private ClosedLoop() {}

    /**
     * Runs the clients for the given time.
     *
     * @param request sends a request; receives consecutive numbers
     * @return number of answered requests
     */
    static long run(int clients, Duration time, LongConsumer request)
            throws InterruptedException, ExecutionException {
        AtomicLong number = new AtomicLong();
        AtomicLong answered = new AtomicLong();
        long end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                running.add(
                        threads.submit(() -> {
                            while (System.nanoTime() < end) {
                                request.accept(number.getAndIncrement());
                                answered.incrementAndGet();
                            }
                        }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        return answered.get();
    }
}
