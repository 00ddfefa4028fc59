package io.rookery.shard.transaction;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.rookery.shard.map.Shard;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one shard: a pool to its primary, one to its standbys, and a breaker that opens while
 * the primary is away.
 */
final class ShardLink {

    private static final Logger LOG = LoggerFactory.getLogger(ShardLink.class);

    private static final CircuitBreakerConfig BREAKER =
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(Duration.ofMillis(100))
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .writableStackTraceEnabled(false)
                    .build();

    private final Shard shard;
    private final ConnectionPool primary;
    private final @Nullable ConnectionPool standby;
    private final CircuitBreaker breaker;

    ShardLink(Shard shard, ShardClientSettings settings) {
        this.shard = shard;
        this.primary = new ConnectionPool(Servers.PRIMARY, shard, settings.poolSize(), settings);
        this.standby =
                shard.hosts().size() == 1
                        ? null
                        : new ConnectionPool(
                                Servers.STANDBY, shard, settings.standbyPoolSize(), settings);
        this.breaker = CircuitBreaker.of(shard.name(), BREAKER);
        breaker.getEventPublisher().onStateTransition(event -> report(event.getStateTransition()));
    }

    String name() {
        return shard.name();
    }

    /** What is in use of the connections to its primary. */
    PoolUse inUse() {
        return primary.inUse();
    }

    /** Whether it leads to the same servers. */
    boolean leadsTo(Shard other) {
        return shard.hosts().equals(other.hosts()) && shard.database().equals(other.database());
    }

    /** One transaction on the primary. */
    <T> T write(IntStream fences, ShardWork<T> work, Deadline deadline, boolean outcomeUnknown)
            throws AttemptFailedException {
        return throughBreaker(
                deadline,
                true,
                connection -> Transaction.write(connection, fences, outcomeUnknown, work));
    }

    /** Reads from the primary, or else from the standby. */
    <T> T read(int[] slots, ShardWork<T> work, Deadline deadline) throws AttemptFailedException {
        try {
            return throughBreaker(
                    deadline, false, connection -> Transaction.read(connection, slots, work));
        } catch (AttemptFailedException failure) {
            if (standby == null || failure.kind() != FailureKind.AWAY) {
                throw failure;
            }
            return standby.use(
                    deadline,
                    false,
                    connection -> {
                        StandbyReplay.await(connection, deadline);
                        return Transaction.read(connection, slots, work);
                    });
        }
    }

    private <T> T throughBreaker(Deadline deadline, boolean waits, ConnectionPool.Use<T> use)
            throws AttemptFailedException {
        if (!breaker.tryAcquirePermission()) {
            throw new AttemptFailedException(FailureKind.AWAY, null);
        }
        long start = breaker.getCurrentTimestamp();
        @Nullable AttemptFailedException failed = null;
        try {
            return primary.use(deadline, waits, use);
        } catch (AttemptFailedException failure) {
            failed = failure;
            throw failure;
        } finally {
            tellBreaker(failed, breaker.getCurrentTimestamp() - start);
        }
    }

    private void tellBreaker(@Nullable AttemptFailedException failed, long took) {
        if (failed == null) {
            breaker.onSuccess(took, breaker.getTimestampUnit());
            return;
        }
        switch (failed.kind()) {
            case AWAY -> breaker.onError(took, breaker.getTimestampUnit(), failed);
            case BUSY -> breaker.releasePermission();
            case MOVED, CONFLICT, FULL, WORK -> breaker.onSuccess(took, breaker.getTimestampUnit());
        }
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
        primary.retire();
        if (standby != null) {
            standby.retire();
        }
    }

    void close() {
        primary.close();
        if (standby != null) {
            standby.close();
        }
    }
}
