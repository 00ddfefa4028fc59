package io.rookery.kit.failover;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.rookery.kit.discovery.InstanceProbe;
import java.time.Duration;
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
 * reached or falls silent, and when half of its answers are failures; it is probes, not requests,
 * that find out when the instance is well again. When too few would be left, all of them are tried:
 * then the trouble is unlikely to be theirs.
 */
final class InstanceHealth implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InstanceHealth.class);
    private static final int WINDOW = 20;

    /** Within this time the probe has decided, or the instance has left the list. */
    private static final Duration UNTIL_PROBED = Duration.ofHours(1);

    private static final CircuitBreakerConfig CONFIG =
            CircuitBreakerConfig.custom()
                    .slidingWindow(
                            WINDOW,
                            WINDOW / 2,
                            SlidingWindowType.COUNT_BASED,
                            SlidingWindowSynchronizationStrategy.LOCK_FREE)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(UNTIL_PROBED)
                    .build();

    private final FailoverSettings settings;
    private final InstanceProbe probe;
    private final ConcurrentMap<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final ConcurrentMap<ServiceInstance, CallCounts> counts = new ConcurrentHashMap<>();
    private volatile boolean closed;

    InstanceHealth(FailoverSettings settings, InstanceProbe probe) {
        this.settings = settings;
        this.probe = probe;
    }

    /** Tells which of the instances may get a request now. */
    Predicate<ServiceInstance> usable(List<ServiceInstance> all) {
        int good = 0;
        for (ServiceInstance instance : all) {
            if (isGood(instance)) {
                good++;
            }
        }
        boolean isPanic = good == 0 || good < all.size() * settings.panicThreshold();
        return isPanic ? _ -> true : this::isGood;
    }

    boolean isGood(ServiceInstance instance) {
        return breakerOf(instance).getState() != State.OPEN;
    }

    void succeeded(ServiceInstance instance, long nanos) {
        breakerOf(instance).onSuccess(nanos, TimeUnit.NANOSECONDS);
        countsOf(instance).answered(isSlow(nanos));
    }

    /** It answered, with a failure of its own. */
    void answeredBadly(ServiceInstance instance, long nanos, Exception failure) {
        breakerOf(instance).onError(nanos, TimeUnit.NANOSECONDS, failure);
        countsOf(instance).answered(isSlow(nanos));
        countsOf(instance).failed();
    }

    /** It did not answer. */
    void failed(ServiceInstance instance, AttemptFailure failure) {
        countsOf(instance).failed();
        if (failure.isInstanceBad()) {
            CircuitBreaker breaker = breakerOf(instance);
            synchronized (breaker) {
                if (breaker.getState() != State.OPEN) {
                    breaker.transitionToOpenState();
                }
            }
        }
    }

    /** What came of the requests to each instance so far. */
    List<Callee> callees() {
        return counts.entrySet().stream()
                .map(called ->
                        called.getValue()
                                .toCallee(called.getKey(), breakerOf(called.getKey()).getState()))
                .toList();
    }

    private CallCounts countsOf(ServiceInstance instance) {
        CallCounts known = counts.get(instance);
        return known != null ? known : counts.computeIfAbsent(instance, _ -> new CallCounts());
    }

    private boolean isSlow(long nanos) {
        return nanos > settings.suspicion().toNanos();
    }

    @Override
    public void close() {
        closed = true;
    }

    private CircuitBreaker breakerOf(ServiceInstance instance) {
        String id = Objects.requireNonNull(instance.getInstanceId());
        CircuitBreaker breaker = breakers.get(id);
        return breaker != null ? breaker : breakers.computeIfAbsent(id, _ -> create(instance));
    }

    private CircuitBreaker create(ServiceInstance instance) {
        CircuitBreaker breaker = CircuitBreaker.of(instance.getServiceId(), CONFIG);
        breaker.getEventPublisher()
                .onStateTransition(event -> {
                    if (event.getStateTransition().getToState() == State.OPEN) {
                        Thread.ofVirtual()
                                .name("recovery-of-" + instance.getInstanceId())
                                .start(() -> awaitRecovery(instance, breaker));
                    }
                });
        return breaker;
    }

    private void awaitRecovery(ServiceInstance instance, CircuitBreaker breaker) {
        log.info("{} is passed over until it answers probes", name(instance));
        Duration wait = settings.ejection();
        try {
            do {
                Thread.sleep(wait);
                wait = wait.multipliedBy(2);
                if (wait.compareTo(settings.longestEjection()) > 0) {
                    wait = settings.longestEjection();
                }
            } while (!closed && probe.probe(instance) != InstanceProbe.Result.ALIVE);
            breaker.transitionToClosedState();
            log.info("{} gets requests again", name(instance));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String name(ServiceInstance instance) {
        return instance.getServiceId() + " at " + instance.getInstanceId();
    }
}
