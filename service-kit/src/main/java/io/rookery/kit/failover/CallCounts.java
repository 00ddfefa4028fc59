package io.rookery.kit.failover;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/** Counts the outcomes of the requests to one instance. */
final class CallCounts {

    private final LongAdder errors = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private volatile long lastAnsweredMillis;

    void answered(boolean isSlow) {
        lastAnsweredMillis = System.currentTimeMillis();
        if (isSlow) {
            slow.increment();
        }
    }

    void failed() {
        errors.increment();
    }

    UpstreamStats toUpstreamStats(ServiceInstance instance, State breaker) {
        long answered = lastAnsweredMillis;
        @Nullable Instant lastAnswered = answered == 0 ? null : Instant.ofEpochMilli(answered);
        return new UpstreamStats(
                instance.getServiceId(),
                String.valueOf(instance.getInstanceId()),
                errors.sum(),
                slow.sum(),
                lastAnswered,
                breaker == State.OPEN);
    }
}
