package io.rookery.feed.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known here of a node: whether it answers, and whether it takes writes. One that takes
 * none is not read from either, for what it has may be out of date. Thread-safe.
 */
final class Primary {

    private static final Logger log = LoggerFactory.getLogger(Primary.class);

    /** One silence may be chance. */
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

    /** Why it takes no writes, as Redis words it; empty while it does. */
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
     * How an exchange ended that was permitted.
     *
     * @param failure what says something of the node; null when all went well
     * @param hurried whether the wait was shorter than it is fair to blame the node for
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

    /** Only the answer to a probe says that it takes writes again. */
    void tookAProbe() {
        silentProbes = 0;
        if (!refusal.isEmpty()) {
            refusal = "";
            log.info("Redis primary {} takes writes again.", address);
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
                    "Redis primary {} takes no writes ({}); the feed does without it.",
                    address,
                    why);
        }
        refusal = why;
    }

    private void announce(CircuitBreaker.StateTransition transition) {
        switch (transition) {
            case CLOSED_TO_OPEN ->
                    log.warn(
                            "Redis primary {} does not answer; the feed does without it.", address);
            case HALF_OPEN_TO_CLOSED -> log.info("Redis primary {} answers again.", address);
            default -> {} // tries in between
        }
    }
}
