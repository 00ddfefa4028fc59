package io.rookery.shard.transaction;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets attempts at a server through for as long as it is there. Thread-safe. */
final class Breaker {

    private static final CircuitBreakerConfig WHILE_AWAY =
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(Duration.ofMillis(100))
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .writableStackTraceEnabled(false)
                    .build();

    private static final CircuitBreakerConfig WHILE_SLOW =
            CircuitBreakerConfig.from(WHILE_AWAY)
                    .slowCallDurationThreshold(Duration.ofMillis(750))
                    .slowCallRateThreshold(50)
                    .waitDurationInOpenState(Duration.ofSeconds(1))
                    .build();

    private final CircuitBreaker breaker;

    private Breaker(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    /** Opens while the server is away; tries every tenth of a second whether it is back. */
    static Breaker whileAway(String name) {
        return new Breaker(CircuitBreaker.of(name, WHILE_AWAY));
    }

    /**
     * Opens while the server is away or takes longer than 750 ms; tries every second whether that
     * is over.
     */
    static Breaker whileSlow(String name) {
        return new Breaker(CircuitBreaker.of(name, WHILE_SLOW));
    }

    void onTransition(Consumer<CircuitBreaker.StateTransition> listener) {
        breaker.getEventPublisher()
                .onStateTransition(event -> listener.accept(event.getStateTransition()));
    }

    boolean isClosed() {
        return breaker.getState() == State.CLOSED;
    }

    /**
     * @throws AttemptFailedException without an attempt while it is open
     */
    <T> T run(Attempt<T> attempt) throws AttemptFailedException {
        if (!breaker.tryAcquirePermission()) {
            throw new AttemptFailedException(FailureKind.AWAY, null);
        }
        Beginning beginning = new Beginning();
        @Nullable AttemptFailedException failed = null;
        try {
            return attempt.run(beginning);
        } catch (AttemptFailedException failure) {
            failed = failure;
            throw failure;
        } finally {
            tell(failed, System.nanoTime() - beginning.nanos);
        }
    }

    private void tell(@Nullable AttemptFailedException failed, long nanos) {
        switch (failed == null ? FailureKind.WORK : failed.kind()) {
            case AWAY -> breaker.onError(nanos, TimeUnit.NANOSECONDS, failed);
            case BUSY, SCARCE -> breaker.releasePermission();
            case MOVED, CONFLICT, FULL, WORK -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** From when on the time of an attempt counts. */
    static final class Beginning {
        private volatile long nanos = System.nanoTime();

        /** What came before was a wait that says nothing about the server. */
        void isNow() {
            nanos = System.nanoTime();
        }
    }

    @FunctionalInterface
    interface Attempt<T> {
        T run(Beginning beginning) throws AttemptFailedException;
    }
}
