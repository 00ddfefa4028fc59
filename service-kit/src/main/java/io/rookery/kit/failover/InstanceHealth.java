package io.rookery.kit.failover;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.rookery.kit.discovery.InstanceProbe;
import io.rookery.kit.thread.LastingWork;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Which instances are passed over: a breaker for each. It opens at once when an instance cannot be
 * reached or falls silent, and when half of its answers are failures of its own; it is probes, not
 * requests, that find out when the instance is well again. When too few would be left, all of them
 * are tried: then the trouble is unlikely to be theirs. Instances that are no longer listed are
 * forgotten.
 */
final class InstanceHealth implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InstanceHealth.class);
    private static final int WINDOW = 20;

    /** Within this time the probe has decided, or the instance has left the list. */
    private static final Duration UNTIL_PROBED = Duration.ofHours(1);

    /** How long an instance counts as overloaded that has turned a request away. */
    private static final Duration OVERLOADED = Duration.ofSeconds(1);

    /** More requests than one that is well has to answer at a time. */
    private static final int MANY = 100_000;

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
    private final Function<String, List<ServiceInstance>> lists;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param lists the instances of a service that are listed at present
     */
    InstanceHealth(
            FailoverSettings settings,
            InstanceProbe probe,
            Function<String, List<ServiceInstance>> lists) {
        this.settings = settings;
        this.probe = probe;
        this.lists = lists;
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
        return knownOf(instance).breaker.getState() != State.OPEN;
    }

    void succeeded(ServiceInstance instance, long nanos) {
        Known it = knownOf(instance);
        it.breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        it.counts.answered(isSlow(nanos));
    }

    /** It answered, with a failure that was its own: another instance did better. */
    void answeredBadly(ServiceInstance instance, long nanos, Exception failure) {
        Known it = knownOf(instance);
        it.breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        it.counts.answered(isSlow(nanos));
        it.counts.failed();
    }

    /** It did not answer. */
    void failed(ServiceInstance instance, AttemptFailure failure) {
        Known it = knownOf(instance);
        it.counts.failed();
        if (failure.isInstanceBad()) {
            it.passOver();
        }
    }

    /** It broke off what another instance has answered. */
    void brokeOff(ServiceInstance instance) {
        Known it = knownOf(instance);
        it.counts.failed();
        it.passOver();
    }

    /** How many requests it has to answer, kept by those who send them. */
    AtomicInteger outstanding(ServiceInstance instance) {
        return knownOf(instance).outstanding;
    }

    void turnedAway(ServiceInstance instance) {
        knownOf(instance).turnedAwayNanos = System.nanoTime();
    }

    /** The requests that it has to answer; those come last that turned one away a moment ago. */
    int load(ServiceInstance instance) {
        Known it = knownOf(instance);
        long since = System.nanoTime() - it.turnedAwayNanos;
        return it.outstanding.get() + (since < OVERLOADED.toNanos() ? MANY : 0);
    }

    /** What came of the requests to each instance so far. */
    List<Callee> callees() {
        return known.values().stream()
                .map(it -> it.counts.toCallee(it.instance, it.breaker.getState()))
                .toList();
    }

    private boolean isSlow(long nanos) {
        return nanos > settings.suspicion().toNanos();
    }

    @Override
    public void close() {
        closed = true;
    }

    private Known knownOf(ServiceInstance instance) {
        String id = Objects.requireNonNull(instance.getInstanceId());
        Known it = known.get(id);
        if (it == null) {
            // Whoever comes takes the place of those who have left.
            known.values().removeIf(earlier -> !earlier.isListed());
            it = known.computeIfAbsent(id, _ -> new Known(instance));
        }
        return it;
    }

    private static String name(ServiceInstance instance) {
        return instance.getServiceId() + " at " + instance.getInstanceId();
    }

    /** What is known of one instance. */
    private final class Known {

        private final ServiceInstance instance;
        private final CircuitBreaker breaker;
        private final CallCounts counts = new CallCounts();
        private final AtomicInteger outstanding = new AtomicInteger();
        private volatile long turnedAwayNanos = System.nanoTime() - OVERLOADED.toNanos();

        Known(ServiceInstance instance) {
            this.instance = instance;
            this.breaker = CircuitBreaker.of(instance.getServiceId(), CONFIG);
            breaker.getEventPublisher()
                    .onStateTransition(event -> {
                        if (event.getStateTransition().getToState() == State.OPEN) {
                            LastingWork.thread(
                                            "recovery-of-" + instance.getInstanceId(),
                                            settings.longestEjection(),
                                            this::awaitRecovery)
                                    .start();
                        }
                    });
        }

        void passOver() {
            synchronized (breaker) {
                if (breaker.getState() != State.OPEN) {
                    breaker.transitionToOpenState();
                }
            }
        }

        boolean isListed() {
            for (ServiceInstance listed : lists.apply(instance.getServiceId())) {
                if (Objects.equals(listed.getInstanceId(), instance.getInstanceId())) {
                    return true;
                }
            }
            return false;
        }

        private boolean isAlive() throws InterruptedException {
            try {
                return probe.probe(instance) == InstanceProbe.Result.ALIVE;
            } catch (RuntimeException e) {
                log.debug("{} cannot be probed", name(instance), e);
                return false;
            }
        }

        private void awaitRecovery() throws InterruptedException {
            log.info("{} is passed over until it answers probes", name(instance));
            Duration wait = settings.ejection();
            do {
                Thread.sleep(wait);
                wait = wait.multipliedBy(2);
                if (wait.compareTo(settings.longestEjection()) > 0) {
                    wait = settings.longestEjection();
                }
                if (!isListed()) {
                    known.remove(Objects.requireNonNull(instance.getInstanceId()), this);
                    return;
                }
            } while (!closed && !isAlive());
            breaker.transitionToClosedState();
            log.info("{} gets requests again", name(instance));
        }
    }
}
