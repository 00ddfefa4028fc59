package io.rookery.feed.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health of one Redis primary as seen by this instance: whether it answers, and whether it takes
 * writes. A primary that refuses writes is not read from either, since its data may be stale.
 * Thread-safe.
 */
final class Primary {

    private static final Logger log = LoggerFactory.getLogger(Primary.class);

    /** One unanswered probe may be chance. */
    private static final int SILENT_PROBES = 2;

    private final String address;
    private final CircuitBreaker breaker;
    private volatile String refusal = "";
    private volatile int silentProbes;

    Primary(String address, CircuitBreaker breaker) {
        this.address = address;
        this.breaker = breaker;
        breaker.getEventPublisher()
                .onStateTransition(event -> announce(event.getStateTransition()));
    }

    String address() {
        return address;
    }

    /** The error code with which the primary refuses writes; empty while it takes them. */
    String refusal() {
        return refusal;
    }

    boolean isClosed() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    boolean permits() {
        return breaker.tryAcquirePermission();
    }

    /**
     * Reports the outcome of a permitted exchange to the circuit breaker.
     *
     * @param failure a failure of the node; null when there was none
     * @param hurried whether the wait was too short for a timeout to count as a failure of the node
     */
    void ended(long nanos, @Nullable Throwable failure, boolean hurried) {
        if (failure == null) {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        } else if (hurried) {
            breaker.releasePermission();
        } else {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        }
    }

    void refusedAWrite(Throwable failure) {
        refuses(ErrorReplies.word(failure));
    }

    /** Records a successful write probe, the only sign that the primary accepts writes again. */
    void tookAProbe() {
        silentProbes = 0;
        if (!refusal.isEmpty()) {
            refusal = "";
            log.info("Redis primary {} accepts writes again.", address);
        }
    }

    void missedAProbe() {
        int missed = silentProbes + 1;
        silentProbes = missed;
        if (missed >= SILENT_PROBES) {
            refuses("TIMEOUT");
        }
    }

    private void refuses(String why) {
        if (refusal.isEmpty()) {
            log.warn(
                    "Redis primary {} refuses writes ({}); the feed works without it.",
                    address,
                    why);
        }
        refusal = why;
    }

    private void announce(CircuitBreaker.StateTransition transition) {
        switch (transition) {
            case CLOSED_TO_OPEN ->
                    log.warn(
                            "Redis primary {} does not answer; the feed works without it.",
                            address);
            case HALF_OPEN_TO_CLOSED -> log.info("Redis primary {} answers again.", address);
            default -> {} // half-open: trial calls
        }
    }
}
