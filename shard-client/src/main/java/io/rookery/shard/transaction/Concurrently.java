package io.rookery.shard.transaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Calls for several inputs at once. */
final class Concurrently {

    private Concurrently() {}

    /**
     * The results of all calls, strung together in the order of the inputs. One of the calls is
     * made by this thread. All have ended when it returns or throws; they bound their own time.
     *
     * @throws RuntimeException what the first failed call threw
     */
    static <I, T> List<T> collect(
            Executor threads, Collection<I> inputs, Function<I, List<T>> call) {
        List<I> all = List.copyOf(inputs);
        if (all.isEmpty()) {
            return List.of();
        }
        List<CompletableFuture<List<T>>> others = new ArrayList<>();
        for (I input : all.subList(1, all.size())) {
            others.add(CompletableFuture.supplyAsync(() -> call.apply(input), threads));
        }
        CompletableFuture<List<T>> own = new CompletableFuture<>();
        try {
            own.complete(call.apply(all.getFirst()));
        } catch (RuntimeException failure) {
            own.completeExceptionally(failure);
        }
        others.addFirst(own);
        return gathered(others);
    }

    private static <T> List<T> gathered(List<CompletableFuture<List<T>>> calls) {
        try {
            CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw failure;
        }
        List<T> results = new ArrayList<>();
        calls.forEach(call -> results.addAll(call.resultNow()));
        return results;
    }
}
