package io.rookery.user;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs calls concurrently. */
final class Concurrently {

    private Concurrently() {}

    /**
     * Runs the calls and returns their results in the same order. All calls start at the same
     * moment.
     */
    static <T> List<T> run(List<Callable<T>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> call : calls) {
                running.add(
                        threads.submit(() -> {
                            start.await(10, TimeUnit.SECONDS);
                            return call.call();
                        }));
            }
            for (Future<T> result : running) {
                results.add(result.get(60, TimeUnit.SECONDS));
            }
        }
        return results;
    }
}
