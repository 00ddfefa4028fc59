package io.rookery.shard.transaction;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.rookery.shard.map.Shard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one shard: a connection pool to its primary, and one to its standbys. One
 * circuit breaker opens while the primary is unavailable. Another one keeps reads off a slow
 * primary: reads can go elsewhere, and its connections are left to the writes.
 */
final class ShardConnections {

    private static final Logger LOG = LoggerFactory.getLogger(ShardConnections.class);

    private final Shard shard;
    private final ShardServers servers;
    private final ConnectionPool primary;
    private final @Nullable ConnectionPool standby;
    private final Breaker breaker;
    private final Breaker reads;
    private final StallDetector stalls;

    private final StalledCommitGate stuck = new StalledCommitGate();

    /**
     * The standbys that the primary's commits waited for when it last answered. While there are
     * none, or it has not answered yet, a standby may lack acknowledged writes.
     */
    private volatile SynchronousStandbys waitedFor = SynchronousStandbys.NONE;

    private volatile String waitedForSetting = "";

    /**
     * @param label of its circuit breakers and pools, unlike that of any other connections
     */
    ShardConnections(
            Shard shard,
            String label,
            ShardClientSettings settings,
            ServerTime time,
            ShardMetrics metrics) {
        this.shard = shard;
        this.servers = new ShardServers(shard, settings, time, this::replaced);
        this.primary =
                new ConnectionPool(
                        label, servers.primary(), settings.poolSize(), false, metrics.pools());
        this.standby =
                shard.hosts().size() == 1
                        ? null
                        : new ConnectionPool(
                                label + "-standby",
                                servers.standbys(this::isWaitedFor),
                                settings.standbyPoolSize(),
                                true,
                                metrics.pools());
        this.stalls = new StallDetector(primary::forgetConnections);
        this.breaker = Breaker.whileUnavailable(label, metrics.breakers());
        this.reads = Breaker.whileSlow(label + "-reads", metrics.breakers());
        breaker.onTransition(this::report);
    }

    /** Starts to watch its servers. */
    void start() {
        servers.start();
    }

    private void replaced() {
        primary.forgetConnections();
        stuck.forget();
    }

    /** Accepts any standby while commits wait for none: they may wait for this one next. */
    private boolean isWaitedFor(Connection connection) throws SQLException {
        StandbyReplay.check(connection, waitedFor);
        return false;
    }

    /** Its servers, as they were last seen. */
    List<Node> nodes() {
        return servers.nodes();
    }

    String name() {
        return shard.name();
    }

    /** The usage of the connection pool to its primary. */
    PoolUse inUse() {
        return primary.inUse();
    }

    /**
     * Whether its primary does not answer, or is so slow that reads avoid it; empty while no
     * request is sent to it.
     */
    Optional<Boolean> isPrimarySuspected() {
        if (!breaker.isClosed() || !reads.isClosed() || stalls.isStalled()) {
            return Optional.of(true);
        }
        return stalls.hasRecentResponse() ? Optional.of(false) : Optional.empty();
    }

    /** Whether it connects to the same servers and database as the other shard. */
    boolean leadsTo(Shard other) {
        return shard.hosts().equals(other.hosts()) && shard.database().equals(other.database());
    }

    /** Runs one transaction on the primary. */
    <T> T write(IntStream fences, ShardWork<T> work, CallDeadline deadline, boolean outcomeUnknown)
            throws AttemptFailedException {
        int[] slots = fences.toArray();
        return stuck.orNone(
                slots.length > 0,
                () -> breaker.run(_ -> commit(slots, work, deadline, outcomeUnknown)));
    }

    private <T> T commit(
            int[] slots, ShardWork<T> work, CallDeadline deadline, boolean outcomeUnknown)
            throws AttemptFailedException {
        return primary.use(
                deadline,
                true,
                connection ->
                        stalls.whileAsking(() ->
                                Transaction.write(
                                        connection,
                                        slots,
                                        deadline,
                                        outcomeUnknown,
                                        this::synchronousStandbysAre,
                                        work)));
    }

    private void synchronousStandbysAre(String setting) {
        if (!setting.equals(waitedForSetting)) {
            waitedFor = SynchronousStandbys.parse(setting);
            waitedForSetting = setting;
            if (standby != null) {
                standby.forgetConnections(); // some may lead to an asynchronous standby
            }
        }
    }

    /**
     * Reads from the primary. If that fails, reads from a standby that has every acknowledged
     * write. If that fails too, reads from the primary even if it is slow.
     */
    <T> T read(int[] slots, ShardWork<T> work, CallDeadline deadline)
            throws AttemptFailedException {
        if (standby == null) {
            return readFromPrimaryOnly(slots, work, deadline);
        }
        try {
            return reads.run(startTimer ->
                    breaker.run(_ -> readFromPrimary(false, slots, work, deadline, startTimer)));
        } catch (AttemptFailedException failure) {
            if (!failure.kind().mayAnotherServerHelp()) {
                throw failure;
            }
            return readFrom(standby, slots, work, deadline);
        }
    }

    private <T> T readFrom(
            ConnectionPool standbys, int[] slots, ShardWork<T> work, CallDeadline deadline)
            throws AttemptFailedException {
        try {
            return standbys.use(
                    deadline,
                    false,
                    connection -> {
                        StandbyReplay.await(connection, waitedFor, deadline);
                        return Transaction.read(connection, slots, _ -> {}, work);
                    });
        } catch (AttemptFailedException failure) {
            if (!failure.kind().mayAnotherServerHelp() || !breaker.isClosed()) {
                throw failure;
            }
            return readFromPrimaryOnly(slots, work, deadline);
        }
    }

    /** No other server can be tried, so the read waits for a connection, as writes do. */
    private <T> T readFromPrimaryOnly(int[] slots, ShardWork<T> work, CallDeadline deadline)
            throws AttemptFailedException {
        return breaker.run(startTimer -> readFromPrimary(true, slots, work, deadline, startTimer));
    }

    private <T> T readFromPrimary(
            boolean waits,
            int[] slots,
            ShardWork<T> work,
            CallDeadline deadline,
            Breaker.StartTimer startTimer)
            throws AttemptFailedException {
        return primary.use(
                deadline,
                waits,
                connection -> {
                    startTimer.isNow();
                    return stalls.whileAsking(() ->
                            Transaction.read(
                                    connection, slots, this::synchronousStandbysAre, work));
                });
    }

    private void report(StateTransition transition) {
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            LOG.warn(
                    "The primary of {} does not answer; its standby serves reads, and writes wait",
                    shard.name());
        } else if (transition == StateTransition.HALF_OPEN_TO_CLOSED) {
            LOG.info("The primary of {} answers again", shard.name());
        }
    }

    /** Closes the connections once no caller uses them any more; returns immediately. */
    void retire() {
        stop();
        primary.retire();
        if (standby != null) {
            standby.retire();
        }
    }

    void close() {
        stop();
        primary.close();
        if (standby != null) {
            standby.close();
        }
    }

    private void stop() {
        servers.close();
        breaker.unregister();
        reads.unregister();
    }
}
