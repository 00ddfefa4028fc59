package io.rookery.feed.status;

import io.opentelemetry.context.Context;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads of many keys for pages that show what there is: a shard that does not answer in time costs
 * its own part of the page and not the page. A failover is waited for; once a shard has not
 * answered for that long, one reader at a time tries it, and the others go without it.
 */
@Component
public class ReachableShards implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PATIENCE_WHILE_GONE = Duration.ofMillis(250);

    private final ShardClient shards;

    /** Those that have not answered when they were last waited for, and when to try them again. */
    private final ConcurrentMap<String, AtomicLong> gone = new ConcurrentHashMap<>();

    private final ExecutorService threads =
            Context.taskWrapping(Executors.newVirtualThreadPerTaskExecutor());

    public ReachableShards(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * What was read.
     *
     * @param isWhole whether every shard concerned has answered
     */
    public record Part<T>(List<T> rows, boolean isWhole) {}

    /** Runs the work once for each shard concerned, concurrently; the rows in no order. */
    public <K, T> Part<T> read(
            Collection<K> keys,
            ToIntFunction<K> slotOf,
            BiFunction<JdbcClient, List<K>, List<T>> work) {
        Map<String, List<K>> groups = new LinkedHashMap<>();
        for (K key : keys) {
            groups.computeIfAbsent(
                            shards.shardOf(slotOf.applyAsInt(key)).orElse(""),
                            _ -> new ArrayList<>())
                    .add(key);
        }
        Duration remaining = Deadline.current().remaining();
        List<CompletableFuture<Optional<List<T>>>> parts = new ArrayList<>(groups.size());
        groups.forEach((shard, some) -> {
            Supplier<Optional<List<T>>> read = () -> readOne(shard, remaining, some, slotOf, work);
            // The last of them is read by this thread.
            parts.add(
                    parts.size() == groups.size() - 1
                            ? here(read)
                            : CompletableFuture.supplyAsync(read, threads));
        });
        return gathered(parts);
    }

    /** Whether the shard that owns the slot did not answer just now. */
    boolean isGone(int slot) {
        return !gone.isEmpty()
                && gone.containsKey(shards.shardOf(slot).orElse(""))
                && !read(List.of(slot), one -> one, (_, one) -> one).isWhole();
    }

    /** The rows; none when the shard does not answer. */
    private <K, T> Optional<List<T>> readOne(
            String shard,
            Duration remaining,
            List<K> keys,
            ToIntFunction<K> slotOf,
            BiFunction<JdbcClient, List<K>, List<T>> work) {
        AtomicLong nextTrial = gone.get(shard);
        if (nextTrial != null && !isTurn(nextTrial)) {
            return Optional.empty();
        }
        Duration patience = nextTrial == null ? PATIENCE : PATIENCE_WHILE_GONE;
        boolean isHurried = remaining.compareTo(patience) < 0;
        try {
            List<T> rows =
                    Deadline.call(
                            isHurried ? remaining : patience,
                            () -> shards.readGrouped(keys, slotOf, work));
            gone.remove(shard);
            return Optional.of(rows);
        } catch (ShardUnavailableException e) {
            if (!isHurried) {
                gone.putIfAbsent(shard, new AtomicLong(System.nanoTime()));
            }
            return Optional.empty();
        }
    }

    private static boolean isTurn(AtomicLong nextTrial) {
        long due = nextTrial.get();
        long now = System.nanoTime();
        return now - due >= 0 && nextTrial.compareAndSet(due, now + PATIENCE_WHILE_GONE.toNanos());
    }

    private static <T> CompletableFuture<T> here(Supplier<T> work) {
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <T> Part<T> gathered(List<CompletableFuture<Optional<List<T>>>> parts) {
        List<T> rows = new ArrayList<>();
        boolean isWhole = true;
        for (CompletableFuture<Optional<List<T>>> part : parts) {
            try {
                Optional<List<T>> read = part.join();
                read.ifPresent(rows::addAll);
                isWhole &= read.isPresent();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
            }
        }
        return new Part<>(rows, isWhole);
    }

    @Override
    public void close() {
        threads.close();
    }
}
