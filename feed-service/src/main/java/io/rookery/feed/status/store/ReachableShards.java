package io.rookery.feed.status.store;

import io.opentelemetry.context.Context;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.shard.PartialAnswer;
import io.rookery.shard.transaction.OwnedRows;
import io.rookery.shard.transaction.PartialResults;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.shard.transaction.WholeShardRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * Reads many keys from several shards, for pages that may be partial: a shard that does not answer
 * in time is left out, and the page does not fail. A read waits up to 3 s, to bridge a failover. A
 * shard that does not answer within that time is ejected: reads skip it, except for one at a time
 * that probes it.
 */
@Component
public class ReachableShards implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PATIENCE_WHILE_GONE = Duration.ofMillis(250);

    private final ShardClient shards;

    /** Ejected shards, each with the time of its next probe by {@link System#nanoTime()}. */
    private final ConcurrentMap<String, AtomicLong> gone = new ConcurrentHashMap<>();

    private final ExecutorService threads =
            Context.taskWrapping(Executors.newVirtualThreadPerTaskExecutor());

    public ReachableShards(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * Runs the work once for each shard that owns any of the keys, concurrently. Marks the response
     * as partial when a shard is missing.
     */
    public <K, T> PartialResults<T> read(
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
        Map<String, Supplier<List<T>>> reads = new LinkedHashMap<>();
        groups.forEach(
                (shard, some) -> reads.put(shard, () -> shards.readGrouped(some, slotOf, work)));
        return told(gather(reads));
    }

    /**
     * Reads on every shard, concurrently. Marks the response as partial when a shard is missing.
     *
     * @throws ShardUnavailableException when no shard answered
     */
    public <T> PartialResults<T> readEverywhere(WholeShardRead<T> read) {
        return told(shards.readUntilWhole(() -> readOwned(read)));
    }

    private <T> PartialResults<OwnedRows<T>> readOwned(WholeShardRead<T> read) {
        Map<String, Supplier<List<OwnedRows<T>>>> reads = new LinkedHashMap<>();
        for (String shard : shards.shards()) {
            reads.put(shard, () -> List.of(shards.readOwned(shard, read)));
        }
        PartialResults<OwnedRows<T>> reached = gather(reads);
        if (reached.missing().size() == reads.size()) {
            // An empty result would look like an answer.
            throw new ShardUnavailableException(String.join(", ", reads.keySet()), false, null);
        }
        return reached;
    }

    /**
     * Whether the shard that owns the slot is ejected. When a probe of the shard is due, this makes
     * it.
     */
    public boolean isGone(int slot) {
        if (gone.isEmpty()) {
            return false;
        }
        String shard = shards.shardOf(slot).orElse("");
        if (!gone.containsKey(shard)) {
            return false;
        }
        Supplier<List<Integer>> read =
                () ->
                        shards.readOn(
                                shard, jdbc -> jdbc.sql("select 1").query(Integer.class).list());
        return !gather(Map.of(shard, read)).isWhole();
    }

    /** Marks the response as partial when shards are missing. */
    private static <T> PartialResults<T> told(PartialResults<T> reached) {
        PartialAnswer.mark(reached);
        return reached;
    }

    /** Reads the rows of one shard; empty when the shard is ejected or does not answer. */
    private <T> Optional<List<T>> readOne(
            String shard, Duration remaining, Supplier<List<T>> read) {
        AtomicLong nextTrial = gone.get(shard);
        if (nextTrial != null && !isTurn(nextTrial)) {
            return Optional.empty();
        }
        Duration patience = nextTrial == null ? PATIENCE : PATIENCE_WHILE_GONE;
        boolean isHurried = remaining.compareTo(patience) < 0;
        try {
            List<T> rows = Deadline.call(isHurried ? remaining : patience, read::get);
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

    private <T> PartialResults<T> gather(Map<String, Supplier<List<T>>> reads) {
        Duration remaining = Deadline.current().remaining();
        Map<String, CompletableFuture<Optional<List<T>>>> parts = new LinkedHashMap<>();
        reads.forEach((shard, read) -> {
            Supplier<Optional<List<T>>> one = () -> readOne(shard, remaining, read);
            // The current thread runs the last of the reads.
            parts.put(
                    shard,
                    parts.size() == reads.size() - 1
                            ? here(one)
                            : CompletableFuture.supplyAsync(one, threads));
        });
        List<T> rows = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        parts.forEach((shard, part) -> {
            try {
                part.join().ifPresentOrElse(rows::addAll, () -> missing.add(shard));
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
            }
        });
        return new PartialResults<>(rows, missing);
    }

    @Override
    public void close() {
        threads.close();
    }
}
