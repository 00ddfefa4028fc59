package io.rookery.kit.failover;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Which instances are passed over: a breaker for each. It opens at once when an instance cannot be
 * reached or falls silent, and when half of its answers are failures. When too few would be left,
 * all of them are tried: then the trouble is unlikely to be theirs.
 */
final class InstanceHealth {

    private static final Logger log = LoggerFactory.getLogger(InstanceHealth.class);
    private static final int WINDOW = 20;
    private static final int TRIALS = 2;

    private final double panicThreshold;
    private final CircuitBreakerConfig config;
    private final ConcurrentMap<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    InstanceHealth(FailoverSettings settings) {
        this.panicThreshold = settings.panicThreshold();
        this.config =
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                WINDOW,
                                WINDOW / 2,
                                SlidingWindowType.COUNT_BASED,
                                SlidingWindowSynchronizationStrategy.LOCK_FREE)
                        .failureRateThreshold(50)
                        .waitIntervalFunctionInOpenState(
                                IntervalFunction.ofExponentialBackoff(
                                        settings.ejection(), 2, settings.longestEjection()))
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        // A trial that nobody reports on must not keep the instance out for ever.
                        .maxWaitDurationInHalfOpenState(settings.longestEjection())
                        .build();
    }

    /** Tells which of the instances may get a request now. */
    Predicate<ServiceInstance> usable(List<ServiceInstance> all) {
        int good = 0;
        for (ServiceInstance instance : all) {
            if (isGood(instance)) {
                good++;
            }
        }
        return good < all.size() * panicThreshold || good == 0 ? _ -> true : this::isGood;
    }

    void succeeded(ServiceInstance instance, long nanos) {
        breakerOf(instance).onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    /** It answered, with a failure of its own. */
    void answeredBadly(ServiceInstance instance, long nanos, Exception failure) {
        breakerOf(instance).onError(nanos, TimeUnit.NANOSECONDS, failure);
    }

    /** It did not answer. */
    void failed(ServiceInstance instance, AttemptFailure failure) {
        CircuitBreaker breaker = breakerOf(instance);
        if (failure.isInstanceBad() && breaker.getState() != CircuitBreaker.State.OPEN) {
            log.info(
                    "{} at {} is passed over for a while: {}",
                    instance.getServiceId(),
                    instance.getInstanceId(),
                    failure);
            breaker.transitionToOpenState();
        }
    }

    private boolean isGood(ServiceInstance instance) {
        return breakerOf(instance).getState() != CircuitBreaker.State.OPEN;
    }

    private CircuitBreaker breakerOf(ServiceInstance instance) {
        String id = Objects.requireNonNull(instance.getInstanceId());
        CircuitBreaker breaker = breakers.get(id);
        return breaker != null
                ? breaker
                : breakers.computeIfAbsent(id, name -> CircuitBreaker.of(name, config));
    }
}
