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
 * The way to one shard: a pool to its primary, one to its standbys, a breaker that opens while the
 * primary is away, and one that keeps reads off a primary that is slow: they have somewhere else to
 * go, and its connections are left to the writes.
 */
final class ShardLink {

    private static final Logger LOG = LoggerFactory.getLogger(ShardLink.class);

    private final Shard shard;
    private final PrimaryServers primaries;
    private final ConnectionPool primary;
    private final @Nullable ConnectionPool standby;
    private final Breaker breaker;
    private final Breaker reads;
    private final Silence silence;

    private final StuckCommits stuck = new StuckCommits();

    /**
     * For whom the primary's commits waited when it was last heard from. While that is nobody, or
     * it has not been heard from yet, a standby may lack what was acknowledged.
     */
    private volatile SynchronousStandbys waitedFor = SynchronousStandbys.NONE;

    private volatile String waitedForSetting = "";

    ShardLink(Shard shard, ShardClientSettings settings, ServerTime time) {
        this.shard = shard;
        this.primaries = new PrimaryServers(shard, settings, time, this::replaced);
        this.primary =
                new ConnectionPool(
                        shard.name(), primaries.connections(), settings.poolSize(), false);
        this.standby =
                shard.hosts().size() == 1
                        ? null
                        : new ConnectionPool(
                                shard.name() + "-standby",
                                Servers.STANDBY.of(shard, settings, this::isWaitedFor),
                                settings.standbyPoolSize(),
                                true);
        this.silence = new Silence(primary::forgetConnections);
        this.breaker = Breaker.whileAway(shard.name());
        this.reads = Breaker.whileSlow(shard.name());
        breaker.onTransition(this::report);
    }

    /** Looks after its servers from now on. */
    void start() {
        primaries.start();
    }

    private void replaced() {
        primary.forgetConnections();
        stuck.forget();
    }

    /** Any is welcome while commits wait for nobody: it may be the next one that they wait for. */
    private boolean isWaitedFor(Connection connection) throws SQLException {
        StandbyReplay.check(connection, waitedFor);
        return false;
    }

    /** Its servers, as they were seen last. */
    List<Node> nodes() {
        return primaries.nodes();
    }

    String name() {
        return shard.name();
    }

    /** What is in use of the connections to its primary. */
    PoolUse inUse() {
        return primary.inUse();
    }

    /**
     * Whether its primary is asked and does not answer, or so slowly that reads avoid it; none
     * while it is not asked anything.
     */
    Optional<Boolean> doubt() {
        if (!breaker.isClosed() || !reads.isClosed() || silence.isLong()) {
            return Optional.of(true);
        }
        return silence.isBrokenLately() ? Optional.of(false) : Optional.empty();
    }

    /** Whether it leads to the same servers. */
    boolean leadsTo(Shard other) {
        return shard.hosts().equals(other.hosts()) && shard.database().equals(other.database());
    }

    /** One transaction on the primary. */
    <T> T write(IntStream fences, ShardWork<T> work, Deadline deadline, boolean outcomeUnknown)
            throws AttemptFailedException {
        int[] slots = fences.toArray();
        return stuck.orNone(
                slots.length > 0,
                () -> breaker.run(_ -> commit(slots, work, deadline, outcomeUnknown)));
    }

    private <T> T commit(int[] slots, ShardWork<T> work, Deadline deadline, boolean outcomeUnknown)
            throws AttemptFailedException {
        return primary.use(
                deadline,
                true,
                connection ->
                        silence.whileAsking(() ->
                                Transaction.write(
                                        connection,
                                        slots,
                                        deadline,
                                        outcomeUnknown,
                                        this::commitsWaitFor,
                                        work)));
    }

    private void commitsWaitFor(String setting) {
        if (!setting.equals(waitedForSetting)) {
            waitedFor = SynchronousStandbys.parse(setting);
            waitedForSetting = setting;
            if (standby != null) {
                standby.forgetConnections(); // perhaps to one that is not waited for any more
            }
        }
    }

    /**
     * Reads from the primary, or else from a standby that has every acknowledged write, or else
     * from a primary that is slow.
     */
    <T> T read(int[] slots, ShardWork<T> work, Deadline deadline) throws AttemptFailedException {
        if (standby == null) {
            return readFromPrimaryOnly(slots, work, deadline);
        }
        try {
            return reads.run(beginning ->
                    breaker.run(_ -> readFromPrimary(false, slots, work, deadline, beginning)));
        } catch (AttemptFailedException failure) {
            if (!failure.kind().mayAnotherServerHelp()) {
                throw failure;
            }
            return readFrom(standby, slots, work, deadline);
        }
    }

    private <T> T readFrom(
            ConnectionPool standbys, int[] slots, ShardWork<T> work, Deadline deadline)
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

    /** With nowhere else to go it queues for a connection, as writes do. */
    private <T> T readFromPrimaryOnly(int[] slots, ShardWork<T> work, Deadline deadline)
            throws AttemptFailedException {
        return breaker.run(beginning -> readFromPrimary(true, slots, work, deadline, beginning));
    }

    private <T> T readFromPrimary(
            boolean waits,
            int[] slots,
            ShardWork<T> work,
            Deadline deadline,
            Breaker.Beginning beginning)
            throws AttemptFailedException {
        return primary.use(
                deadline,
                waits,
                connection -> {
                    beginning.isNow();
                    return silence.whileAsking(
                            () -> Transaction.read(connection, slots, this::commitsWaitFor, work));
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

    /** Closes once nobody uses it any more; returns at once. */
    void retire() {
        primaries.close();
        primary.retire();
        if (standby != null) {
            standby.retire();
        }
    }

    void close() {
        primaries.close();
        primary.close();
        if (standby != null) {
            standby.close();
        }
    }
}
