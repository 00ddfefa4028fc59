package io.rookery.shard.transaction;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker for one server: it lets attempts through while the server is available.
 * Thread-safe.
 */
final class Breaker {

    private static final CircuitBreakerConfig WHILE_UNAVAILABLE =
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(Duration.ofMillis(100))
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .writableStackTraceEnabled(false)
                    .build();

    private static final CircuitBreakerConfig WHILE_SLOW =
            CircuitBreakerConfig.from(WHILE_UNAVAILABLE)
                    .slowCallDurationThreshold(Duration.ofMillis(750))
                    .slowCallRateThreshold(50)
                    .waitDurationInOpenState(Duration.ofSeconds(1))
                    .build();

    private final CircuitBreakerRegistry registry;
    private final CircuitBreaker breaker;

    private Breaker(String name, CircuitBreakerConfig config, CircuitBreakerRegistry registry) {
        this.registry = registry;
        this.breaker = registry.circuitBreaker(name, config);
    }

    /** Opens while the server is unavailable; tries every 100 ms whether it is back. */
    static Breaker whileUnavailable(String name, CircuitBreakerRegistry registry) {
        return new Breaker(name, WHILE_UNAVAILABLE, registry);
    }

    /**
     * Opens while the server is unavailable or takes longer than 750 ms; tries every second whether
     * it has recovered.
     */
    static Breaker whileSlow(String name, CircuitBreakerRegistry registry) {
        return new Breaker(name, WHILE_SLOW, registry);
    }

    void onTransition(Consumer<CircuitBreaker.StateTransition> listener) {
        breaker.getEventPublisher()
                .onStateTransition(event -> listener.accept(event.getStateTransition()));
    }

    /** Removes it from its registry. */
    void unregister() {
        registry.remove(breaker.getName());
    }

    boolean isClosed() {
        return breaker.getState() == State.CLOSED;
    }

    /**
     * @throws AttemptFailedException when the attempt fails; also, without an attempt, while the
     *     breaker is open
     */
    <T> T run(Attempt<T> attempt) throws AttemptFailedException {
        if (!breaker.tryAcquirePermission()) {
            throw new AttemptFailedException(FailureKind.UNAVAILABLE, null);
        }
        StartTimer startTimer = new StartTimer();
        @Nullable AttemptFailedException failed = null;
        try {
            return attempt.run(startTimer);
        } catch (AttemptFailedException failure) {
            failed = failure;
            throw failure;
        } finally {
            tell(failed, System.nanoTime() - startTimer.nanos);
        }
    }

    private void tell(@Nullable AttemptFailedException failed, long nanos) {
        switch (failed == null ? FailureKind.WORK : failed.kind()) {
            case UNAVAILABLE -> breaker.onError(nanos, TimeUnit.NANOSECONDS, failed);
            case BUSY, POOL_EXHAUSTED -> breaker.releasePermission();
            case WRONG_SHARD, CONFLICT, FULL, WORK ->
                    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Measures the time of an attempt from its start. */
    static final class StartTimer {
        private volatile long nanos = System.nanoTime();

        /**
         * Restarts the measurement. The time before was a wait that says nothing about the server.
         */
        void isNow() {
            nanos = System.nanoTime();
        }
    }

    @FunctionalInterface
    interface Attempt<T> {
        T run(StartTimer startTimer) throws AttemptFailedException;
    }
}
