package io.rookery.shard.transaction;

import io.rookery.shard.map.ShardMaps;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The one door for transactions. It finds the shard of a slot, keeps pools to its primary and its
 * standby, lets the shard itself check that it owns the slot, and does the whole transaction again
 * when a failover, a move of the slot or a conflict came between. Thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ShardClient implements AutoCloseable {

    private ShardClient() {}

    /**
     * @param remaining time left for the request of the calling thread; no attempt outlives it
     */
    public static ShardClient open(
            ShardMaps maps, ShardClientSettings settings, Supplier<Duration> remaining) {
        return new ShardClient();
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
        throw notYet();
    }

    /**
     * Reads from the primary of the slot's shard; from its standby while the primary is away, once
     * the standby has replayed all that it has received. Each statement sees what was committed
     * when it began.
     *
     * @throws ShardUnavailableException when the deadline passes first
     */
    public <T> T read(int slot, ShardWork<T> work) {
        throw notYet();
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
        throw notYet();
    }

    /**
     * Reads on every active shard, concurrently, and strings the results together.
     *
     * @throws ShardUnavailableException when the deadline passes before every shard has answered
     */
    public <T> List<T> readEverywhere(ShardWork<List<T>> work) {
        throw notYet();
    }

    /**
     * One transaction on a shard's primary without a fence, for background work that itself sees to
     * it that it touches owned slots only.
     *
     * @throws ShardUnavailableException when the deadline passes first
     */
    public <T> T writeOn(String shard, ShardWork<T> work) {
        throw notYet();
    }

    /** Names of the shards that may own slots. */
    public List<String> shards() {
        throw notYet();
    }

    /**
     * Connections to a shard's primary, also to that of a joining shard, outside the pools and with
     * no bound on a statement: for migrations.
     *
     * @throws IllegalArgumentException when the shard map has no such shard
     */
    public DataSource primary(String shard) {
        throw notYet();
    }

    @Override
    public void close() {}

    private static RuntimeException notYet() {
        return new UnsupportedOperationException();
    }
}
