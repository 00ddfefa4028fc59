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
 * The one door for transactions. It finds the shard of a slot, keeps pools to its primary and its
 * standby, lets the shard itself check that it owns the slot, and does the whole transaction again
 * when a failover, a move of the slot or a conflict came between. Thread-safe.
 */
public final class ShardClient implements AutoCloseable {

    private static final int[] ANY_SLOTS = {};

    /** Names of spans. */
    private static final String WRITE = "shard write";

    private static final String READ = "shard read";

    private final ShardMaps maps;
    private final ShardClientSettings settings;
    private final Supplier<Duration> remaining;
    private final ShardLinks links;
    private final ShardTrace trace;
    private final ExecutorService threads =
            Context.taskWrapping(Executors.newVirtualThreadPerTaskExecutor());

    private ShardClient(
            ShardMaps maps,
            ShardClientSettings settings,
            Supplier<Duration> remaining,
            Runnable waits,
            Tracer tracer) {
        this.maps = maps;
        this.settings = settings;
        this.remaining = remaining;
        this.links = new ShardLinks(maps, settings);
        this.trace = new ShardTrace(new Retries(maps, waits), tracer);
    }

    /**
     * @param remaining time left for the request of the calling thread; no attempt begins after it
     */
    public static ShardClient open(
            ShardMaps maps, ShardClientSettings settings, Supplier<Duration> remaining) {
        return open(maps, settings, remaining, () -> {}, TracerProvider.noop().get("none"));
    }

    /**
     * @param remaining time left for the request of the calling thread; no attempt begins after it
     * @param waits called by a thread that has to wait for a shard's servers
     * @param tracer records what is done within a sampled trace
     */
    public static ShardClient open(
            ShardMaps maps,
            ShardClientSettings settings,
            Supplier<Duration> remaining,
            Runnable waits,
            Tracer tracer) {
        return new ShardClient(maps, settings, remaining, waits, tracer);
    }

    /**
     * One transaction on the primary of the slot's shard: fence, work, commit. The work may run
     * several times. An interrupt does not cut it short: a commit is never cancelled.
     *
     * @throws ShardUnavailableException when the deadline passes first
     * @throws RuntimeException what the work throws, for another reason than the shard's absence;
     *     the transaction is then rolled back
     */
    public <T> T write(int slot, ShardWork<T> work) {
        Deadline deadline = deadline(settings.writeDeadline());
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
     * Writes of many keys: groups them by shard and runs one transaction per shard, concurrently,
     * with all slots of its keys fenced. What one shard refuses or cannot do is no reason for
     * another one not to do its part.
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
            Deadline deadline) {
        Collection<List<K>> groups = groupsOf(keys, slotOf);
        if (groups.size() > 1) {
            return Concurrently.collect(
                    threads, groups, group -> writeGrouped(group, slotOf, work, deadline));
        }
        // In one order, so that nobody waits for somebody who waits for them.
        int[] slots = keys.stream().mapToInt(slotOf).distinct().sorted().toArray();
        return trace.run(
                WRITE,
                deadline,
                () -> links.ofSlot(slots[0]),
                (link, unknown) ->
                        groupsOf(keys, slotOf).size() > 1 // some have moved since
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
     * One transaction on a shard's primary without a fence, for background work that itself sees to
     * it that it touches owned slots only.
     *
     * @throws ShardUnavailableException when the deadline passes first
     */
    public <T> T writeOn(String shard, ShardWork<T> work) {
        Deadline deadline = deadline(settings.writeDeadline());
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
     * Reads from the primary of the slot's shard; while the primary is away, from the standby that
     * its commits have waited for, once that has replayed all that it has received. Each statement
     * sees what was committed when it began.
     *
     * @throws ShardUnavailableException when the deadline passes first
     */
    public <T> T read(int slot, ShardWork<T> work) {
        Deadline deadline = deadline(settings.readDeadline());
        int[] slots = {slot};
        return trace.run(
                READ,
                deadline,
                () -> links.ofSlot(slot),
                (link, unknown) -> link.read(slots, work, deadline));
    }

    /**
     * Reads of many keys: groups them by shard, runs the work once per shard, concurrently, and
     * strings the results together in no particular order.
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
            Deadline deadline) {
        Collection<List<K>> groups = groupsOf(keys, slotOf);
        if (groups.size() > 1) {
            return Concurrently.collect(
                    threads, groups, group -> readGrouped(group, slotOf, work, deadline));
        }
        int[] slots = keys.stream().mapToInt(slotOf).distinct().toArray();
        return trace.run(
                READ,
                deadline,
                () -> links.ofSlot(slots[0]),
                (link, unknown) ->
                        groupsOf(keys, slotOf).size() > 1 // some have moved since
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

    /**
     * Reads on every active shard, concurrently, and strings the results together.
     *
     * @throws ShardUnavailableException when the deadline passes before every shard has answered
     */
    public <T> List<T> readEverywhere(ShardWork<List<T>> work) {
        Deadline deadline = deadline(settings.readDeadline());
        List<String> all = shards();
        if (all.isEmpty()) {
            // Nothing read from nowhere would look like an answer.
            throw new ShardUnavailableException(Retries.UNASSIGNED, false, null);
        }
        return Concurrently.collect(threads, all, shard -> readOn(shard, work, deadline));
    }

    /** Reads on the shard of this name, whatever slots it owns. */
    public <T> List<T> readOn(String shard, ShardWork<List<T>> work) {
        return readOn(shard, work, deadline(settings.readDeadline()));
    }

    private <T> List<T> readOn(String shard, ShardWork<List<T>> work, Deadline deadline) {
        return trace.run(
                READ,
                deadline,
                () -> links.ofShard(shard),
                (link, unknown) -> link.read(ANY_SLOTS, work, deadline));
    }

    /**
     * Reads on every active shard, concurrently, and strings together what comes in time. For what
     * is worth telling without the shards that are gone.
     *
     * @param atMost how long any shard is waited for
     * @throws ShardUnavailableException when no shard has answered
     */
    public <T> Reached<T> readReachable(Duration atMost, ShardWork<List<T>> work) {
        Deadline deadline = deadline(Collections.min(List.of(atMost, settings.readDeadline())));
        List<String> all = shards();
        Reached<T> reached =
                Concurrently.collectWithin(
                        threads,
                        Duration.ofNanos(Math.max(0, deadline.nanosLeft())),
                        all,
                        shard -> readOn(shard, work, deadline));
        if (reached.missing().size() == all.size()) {
            throw new ShardUnavailableException(
                    all.isEmpty() ? Retries.UNASSIGNED : all.getFirst(), false, null);
        }
        return reached;
    }

    /** The slots that the shard owns by the shard map; none while there is no such shard. */
    public SlotSet slotsOf(String shard) {
        return maps.current()
                .filter((ShardMap map) -> map.shard(shard).isPresent())
                .map(map -> map.slotsOf(shard))
                .orElse(SlotSet.empty());
    }

    /** The servers of a shard, as this instance has seen them last. */
    public List<Node> nodesOf(String shard) {
        ShardLink link = links.ofShard(shard);
        return link == null ? List.of() : link.nodes();
    }

    /**
     * The time by the shards' own clocks, the middle one of them; none before any has been heard.
     */
    public Optional<Instant> time() {
        return links.time().now();
    }

    /** Names of the shards that may own slots. */
    public List<String> shards() {
        return links.names();
    }

    /**
     * What is in use of the connections to a shard's primary; none while there is no such shard.
     */
    public Optional<PoolUse> inUse(String shard) {
        return Optional.ofNullable(links.ofShard(shard)).map(ShardLink::inUse);
    }

    /**
     * Whether the shard's primary is asked and does not answer, or so slowly that reads avoid it;
     * none while it is not asked anything, or there is no such shard.
     */
    public Optional<Boolean> doubtOf(String shard) {
        return Optional.ofNullable(links.ofShard(shard)).flatMap(ShardLink::doubt);
    }

    /** The name of the shard that owns the slot; none while the shard map names none. */
    public Optional<String> shardOf(int slot) {
        return Optional.ofNullable(links.shardOf(slot));
    }

    /**
     * Connections to a shard's primary, also to that of a joining shard, outside the pools: for
     * migrations. A statement may take any time, but waits for a lock for a second only.
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
        return Servers.PRIMARY.forMigrationsOf(known, settings);
    }

    private Deadline deadline(Duration longest) {
        Transaction.refuseNesting();
        Duration left = remaining.get();
        return Deadline.in(left.compareTo(longest) < 0 ? left : longest);
    }

    /** Ends all connections; what is under way fails. */
    @Override
    public void close() {
        links.close();
        threads.shutdown();
    }
}
