package io.rookery.acceptance.population;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Runs numbered steps on a fixed number of threads. The first failure stops all threads. */
final class ParallelSteps {

    private final int atOnce;

    ParallelSteps(int atOnce) {
        this.atOnce = atOnce;
    }

    void each(int steps, IntConsumer step, IntConsumer done) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger finished = new AtomicInteger();
        try (ExecutorService workers = Executors.newFixedThreadPool(atOnce)) {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < atOnce; worker++) {
                running.add(
                        workers.submit(() -> {
                            try {
                                for (int i; (i = next.getAndIncrement()) < steps; ) {
                                    step.accept(i);
                                    done.accept(finished.incrementAndGet());
                                }
                            } finally {
                                // After a failure the others stop as well.
                                next.set(steps);
                            }
                        }));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A step failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
