package io.rookery.shard.transaction;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.slot.SlotSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The entry point for transactions on the shards. It finds the shard of a slot, keeps connection
 * pools to its primary and its standbys, and lets the shard itself check that it owns the slot. It
 * retries the whole transaction after a failover, a move of the slot or a conflict. Thread-safe.
 */
public final class ShardClient implements AutoCloseable {

    private static final int[] ANY_SLOTS = {};

    /** Names of spans. */
    private static final String WRITE = "shard write";

    private static final String READ = "shard read";

    private final ShardMaps maps;
    private final ShardClientSettings settings;
    private final Supplier<Duration> remaining;
    private final ShardConnectionRegistry links;
    private final ShardTrace trace;
    private final ExecutorService threads =
            Context.taskWrapping(Executors.newVirtualThreadPerTaskExecutor());

    private ShardClient(
            ShardMaps maps,
            ShardClientSettings settings,
            Supplier<Duration> remaining,
            Runnable waits,
            Tracer tracer,
            ShardMetrics metrics) {
        this.maps = maps;
        this.settings = settings;
        this.remaining = remaining;
        this.links = new ShardConnectionRegistry(maps, settings, metrics);
        this.trace = new ShardTrace(new Retries(maps, links::redirect, waits), tracer);
    }

    /**
     * @param remaining time left for the request of the calling thread; no attempt begins after it
     */
    public static ShardClient open(
            ShardMaps maps, ShardClientSettings settings, Supplier<Duration> remaining) {
        return open(
                maps,
                settings,
                remaining,
                () -> {},
                TracerProvider.noop().get("none"),
                ShardMetrics.none());
    }

    /**
     * @param remaining time left for the request of the calling thread; no attempt begins after it
     * @param waits called by a thread that has to wait for a shard's servers
     * @param tracer records the operations of sampled traces
     * @param metrics gets the circuit breakers and the metrics of the connection pools
     */
    public static ShardClient open(
            ShardMaps maps,
            ShardClientSettings settings,
            Supplier<Duration> remaining,
            Runnable waits,
            Tracer tracer,
            ShardMetrics metrics) {
        return new ShardClient(maps, settings, remaining, waits, tracer, metrics);
    }

    /**
     * Runs one transaction on the primary of the slot's shard: fence, work, commit. The work may
     * run several times. An interrupt does not end it early: a commit is never cancelled.
     *
     * @throws ShardUnavailableException when the deadline passes first
     * @throws RuntimeException what the work throws, unless the shard's failure is the cause; the
     *     transaction is then rolled back
     */
    public <T> T write(int slot, ShardWork<T> work) {
        CallDeadline deadline = deadline(settings.writeDeadline());
        T result =
                trace.run(
                        WRITE,
                        deadline,
                        () -> links.ofSlot(slot),
                        (link, unknown) -> link.write(IntStream.of(slot), work, deadline, unknown));
        CommittedWrites.note();
        return result;
    }

    /**
     * Writes many keys: groups them by shard and runs one transaction per shard, concurrently, with
     * all slots of its keys fenced. A failure on one shard does not stop the others.
     *
     * @throws ShardUnavailableException when the deadline passes before every shard has done it
     */
    public <K> void writeGrouped(
            Collection<K> keys, ToIntFunction<K> slotOf, BiConsumer<JdbcClient, List<K>> work) {
        if (keys.isEmpty()) {
            return;
        }
        writeGrouped(List.copyOf(keys), slotOf, work, deadline(settings.writeDeadline()));
        CommittedWrites.note();
    }

    private <K> List<K> writeGrouped(
            List<K> keys,
            ToIntFunction<K> slotOf,
            BiConsumer<JdbcClient, List<K>> work,
            CallDeadline deadline) {
        Collection<List<K>> groups = groupsOf(keys, slotOf);
        if (groups.size() > 1) {
            return ParallelCalls.collect(
                    threads, groups, group -> writeGrouped(group, slotOf, work, deadline));
        }
        // A fixed order of the slots avoids deadlocks.
        int[] slots = keys.stream().mapToInt(slotOf).distinct().sorted().toArray();
        return trace.run(
                WRITE,
                deadline,
                () -> links.ofSlot(slots[0]),
                (link, unknown) ->
                        groupsOf(keys, slotOf).size() > 1 // some slots have moved since
                                ? writeGrouped(keys, slotOf, work, deadline)
                                : link.write(
                                        IntStream.of(slots),
                                        jdbc -> {
                                            work.accept(jdbc, keys);
                                            return List.of();
                                        },
                                        deadline,
                                        unknown));
    }

    /**
     * Runs one transaction on a shard's primary without a fence. It is for background work that
     * ensures itself that it touches owned slots only.
     *
     * @throws ShardUnavailableException when the deadline passes first
     */
    public <T> T writeOn(String shard, ShardWork<T> work) {
        CallDeadline deadline = deadline(settings.writeDeadline());
        T result =
                trace.run(
                        WRITE,
                        deadline,
                        () -> links.ofShard(shard),
                        (link, unknown) -> link.write(IntStream.empty(), work, deadline, unknown));
        CommittedWrites.note();
        return result;
    }

    /**
     * Reads from the primary of the slot's shard. While the primary is unavailable or slow, reads
     * from a standby that its commits wait for, once that has replayed all that it has received.
     * Each statement sees what was committed when it began.
     *
     * @throws ShardUnavailableException when the deadline passes first
     */
    public <T> T read(int slot, ShardWork<T> work) {
        CallDeadline deadline = deadline(settings.readDeadline());
        int[] slots = {slot};
        return trace.run(
                READ,
                deadline,
                () -> links.ofSlot(slot),
                (link, unknown) -> link.read(slots, work, deadline));
    }

    /**
     * Reads many keys: groups them by shard, runs the work once per shard, concurrently, and
     * concatenates the results in no particular order.
     *
     * @throws ShardUnavailableException when the deadline passes before every shard has answered
     */
    public <K, T> List<T> readGrouped(
            Collection<K> keys,
            ToIntFunction<K> slotOf,
            BiFunction<JdbcClient, List<K>, List<T>> work) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return readGrouped(List.copyOf(keys), slotOf, work, deadline(settings.readDeadline()));
    }

    private <K, T> List<T> readGrouped(
            List<K> keys,
            ToIntFunction<K> slotOf,
            BiFunction<JdbcClient, List<K>, List<T>> work,
            CallDeadline deadline) {
        Collection<List<K>> groups = groupsOf(keys, slotOf);
        if (groups.size() > 1) {
            return ParallelCalls.collect(
                    threads, groups, group -> readGrouped(group, slotOf, work, deadline));
        }
        int[] slots = keys.stream().mapToInt(slotOf).distinct().toArray();
        return trace.run(
                READ,
                deadline,
                () -> links.ofSlot(slots[0]),
                (link, unknown) ->
                        groupsOf(keys, slotOf).size() > 1 // some slots have moved since
                                ? readGrouped(keys, slotOf, work, deadline)
                                : link.read(slots, jdbc -> work.apply(jdbc, keys), deadline));
    }

    private <K> Collection<List<K>> groupsOf(List<K> keys, ToIntFunction<K> slotOf) {
        Map<String, List<K>> groups = new LinkedHashMap<>();
        for (K key : keys) {
            String shard = links.shardOf(slotOf.applyAsInt(key));
            groups.computeIfAbsent(
                            Objects.requireNonNullElse(shard, Retries.UNASSIGNED),
                            name -> new ArrayList<>())
                    .add(key);
        }
        return groups.values();
    }

    /** Reads on the shard of this name the rows of the slots that it owns. */
    public <T> OwnedRows<T> readOwned(String shard, WholeShardRead<T> read) {
        return readOwned(shard, read, deadline(settings.readDeadline()));
    }

    private <T> OwnedRows<T> readOwned(
            String shard, WholeShardRead<T> read, CallDeadline deadline) {
        return readOn(shard, jdbc -> List.of(OwnedRows.read(jdbc, read)), deadline).getFirst();
    }

    /** Reads on the shard of this name, whichever slots it owns. */
    public <T> List<T> readOn(String shard, ShardWork<List<T>> work) {
        return readOn(shard, work, deadline(settings.readDeadline()));
    }

    private <T> List<T> readOn(String shard, ShardWork<List<T>> work, CallDeadline deadline) {
        return trace.run(
                READ,
                deadline,
                () -> links.ofShard(shard),
                (link, unknown) -> link.read(ANY_SLOTS, work, deadline));
    }

    /**
     * Reads on every shard that may own slots, concurrently, and concatenates the results that come
     * in time. It is for results that are useful even without the shards that are unavailable. If
     * all shards answer, every slot was read exactly once.
     *
     * @param atMost longest time to wait for any shard
     * @throws ShardUnavailableException when no shard has answered
     */
    public <T> PartialResults<T> readReachable(Duration atMost, WholeShardRead<T> read) {
        CallDeadline deadline = deadline(Collections.min(List.of(atMost, settings.readDeadline())));
        return OwnedRows.whole(deadline, maps, () -> readReachable(deadline, read));
    }

    /**
     * Repeats a read of all shards until every slot was read exactly once, or a shard is missing.
     *
     * @param read reads each shard by {@link #readOwned}
     */
    public <T> PartialResults<T> readUntilWhole(Supplier<PartialResults<OwnedRows<T>>> read) {
        return OwnedRows.whole(deadline(settings.readDeadline()), maps, read);
    }

    private <T> PartialResults<OwnedRows<T>> readReachable(
            CallDeadline deadline, WholeShardRead<T> read) {
        List<String> all = shards();
        PartialResults<OwnedRows<T>> reached =
                ParallelCalls.collectWithin(
                        threads,
                        Duration.ofNanos(Math.max(0, deadline.nanosLeft())),
                        all,
                        shard -> List.of(readOwned(shard, read, deadline)));
        if (reached.missing().size() == all.size()) {
            throw new ShardUnavailableException(
                    all.isEmpty() ? Retries.UNASSIGNED : all.getFirst(), false, null);
        }
        return reached;
    }

    /** The slots that the shard owns in the shard map; empty while there is no such shard. */
    public SlotSet slotsOf(String shard) {
        return maps.current()
                .filter((ShardMap map) -> map.shard(shard).isPresent())
                .map(map -> map.slotsOf(shard))
                .orElse(SlotSet.empty());
    }

    /** The servers of a shard, as this instance last saw them. */
    public List<Node> nodesOf(String shard) {
        ShardConnections link = links.ofShard(shard);
        return link == null ? List.of() : link.nodes();
    }

    /**
     * The median time of the clocks of the shards' servers; empty before any server has answered.
     */
    public Optional<Instant> time() {
        return links.time().now();
    }

    /** Names of the shards that may own slots. */
    public List<String> shards() {
        return links.names();
    }

    /**
     * The usage of the connection pool to a shard's primary; empty while there is no such shard.
     */
    public Optional<PoolUse> inUse(String shard) {
        return Optional.ofNullable(links.ofShard(shard)).map(ShardConnections::inUse);
    }

    /**
     * Whether the shard's primary does not answer, or is so slow that reads avoid it; empty while
     * no request is sent to it, or there is no such shard.
     */
    public Optional<Boolean> isPrimarySuspected(String shard) {
        return Optional.ofNullable(links.ofShard(shard))
                .flatMap(ShardConnections::isPrimarySuspected);
    }

    /** The name of the shard that owns the slot; empty while the shard map names none. */
    public Optional<String> shardOf(int slot) {
        return Optional.ofNullable(links.shardOf(slot));
    }

    /**
     * Unpooled connections to a shard's primary, for migrations; the shard may be a joining one. A
     * statement may take any time, but waits for a lock for one second at most.
     *
     * @throws IllegalArgumentException when the shard map has no such shard
     */
    public DataSource primary(String shard) {
        Shard known =
                maps.current()
                        .flatMap((ShardMap map) -> map.shard(shard))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "The shard map has no shard named " + shard));
        return TargetRole.PRIMARY.forMigrationsOf(known, settings);
    }

    private CallDeadline deadline(Duration longest) {
        Transaction.refuseNesting();
        Duration left = remaining.get();
        return CallDeadline.in(left.compareTo(longest) < 0 ? left : longest);
    }

    /** Closes all connections; running operations fail. */
    @Override
    public void close() {
        links.close();
        threads.shutdown();
    }
}
