package io.rookery.shard.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Runs calls for several inputs in parallel. */
final class ParallelCalls {

    private ParallelCalls() {}

    /**
     * Returns the results of all calls, concatenated in the order of the inputs. The calling thread
     * makes one of the calls. All calls have ended when this method returns or throws; they must
     * limit their own time.
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

    /**
     * Returns the results of the calls that end in time. The other calls continue by themselves;
     * they must limit their own time.
     *
     * @throws RuntimeException what a call threw, unless its shard was unavailable
     */
    static <T> PartialResults<T> collectWithin(
            Executor threads,
            Duration atMost,
            List<String> shards,
            Function<String, List<T>> call) {
        Map<String, CompletableFuture<List<T>>> calls = new LinkedHashMap<>();
        for (String shard : shards) {
            calls.put(shard, CompletableFuture.supplyAsync(() -> call.apply(shard), threads));
        }
        awaitAll(calls.values(), atMost);
        List<T> results = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        calls.forEach((shard, answer) -> {
            switch (answer.state()) {
                case SUCCESS -> results.addAll(answer.resultNow());
                case RUNNING -> missing.add(shard);
                case FAILED, CANCELLED -> {
                    if (!(answer.exceptionNow() instanceof ShardUnavailableException)) {
                        throw thrown(answer.exceptionNow());
                    }
                    missing.add(shard);
                }
            }
        });
        return new PartialResults<>(results, missing);
    }

    private static void awaitAll(
            Collection<? extends CompletableFuture<?>> calls, Duration atMost) {
        try {
            CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new))
                    .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException each) {
            // the caller checks each call
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException thrown(Throwable failure) {
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(failure);
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
