package io.rookery.kit.failover;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The metrics of failover: {@code rookery.failover.*}. */
final class FailoverMetrics {

    private final Counter retries;
    private final Counter exhausted;
    private final Counter unanswered;
    private final Map<AttemptFailure, Counter> failures = new EnumMap<>(AttemptFailure.class);

    FailoverMetrics(MeterRegistry registry) {
        this.retries = registry.counter("rookery.failover.retries");
        this.exhausted = registry.counter("rookery.failover.budget.exhausted");
        this.unanswered = registry.counter("rookery.failover.unanswered");
        for (AttemptFailure failure : AttemptFailure.values()) {
            failures.put(
                    failure,
                    registry.counter(
                            "rookery.failover.failures",
                            "cause",
                            failure.name().toLowerCase(Locale.ROOT)));
        }
    }

    void attemptFailed(AttemptFailure failure) {
        Objects.requireNonNull(failures.get(failure)).increment();
    }

    void retried() {
        retries.increment();
    }

    void budgetExhausted() {
        exhausted.increment();
    }

    void leftUnanswered() {
        unanswered.increment();
    }
}
