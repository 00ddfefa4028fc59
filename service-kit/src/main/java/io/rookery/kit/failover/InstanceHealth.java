package io.rookery.kit.failover;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.rookery.kit.discovery.InstanceProbe;
import io.rookery.worker.BackOff;
import io.rookery.worker.WorkerThread;
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
 * Ejects unhealthy instances, with one circuit breaker for each. A breaker opens immediately when
 * the instance cannot be reached or falls silent, and when half of its answers are failures of its
 * own. Probes, not requests, find out when the instance has recovered. If too few instances would
 * be left, all of them are used: they are then unlikely to be the cause. Instances that are no
 * longer listed are forgotten.
 */
final class InstanceHealth implements AutoCloseable, UpstreamStatsSource {

    private static final Logger log = LoggerFactory.getLogger(InstanceHealth.class);
    private static final int WINDOW = 20;

    /** Longer than it takes until a probe closes the breaker, or the instance leaves the list. */
    private static final Duration UNTIL_PROBED = Duration.ofHours(1);

    /** How long an instance counts as overloaded after it has shed a request. */
    private static final Duration OVERLOADED = Duration.ofSeconds(1);

    /** More outstanding requests than a healthy instance ever has. */
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

    private final CircuitBreakerRegistry breakers;
    private final FailoverSettings settings;
    private final InstanceProbe probe;
    private final Function<String, List<ServiceInstance>> lists;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param lists returns the currently listed instances of a service
     */
    InstanceHealth(
            FailoverSettings settings,
            InstanceProbe probe,
            Function<String, List<ServiceInstance>> lists,
            CircuitBreakerRegistry breakers) {
        this.breakers = breakers;
        this.settings = settings;
        this.probe = probe;
        this.lists = lists;
    }

    /** Selects the instances that may get a request now. */
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

    /** Records an answer that was the instance's own failure: another instance did better. */
    void answeredBadly(ServiceInstance instance, long nanos, Exception failure) {
        Known it = knownOf(instance);
        it.breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        it.counts.answered(isSlow(nanos));
        it.counts.failed();
    }

    /** Records that the instance did not answer. */
    void failed(ServiceInstance instance, AttemptFailure failure) {
        Known it = knownOf(instance);
        it.counts.failed();
        if (failure.isInstanceBad()) {
            it.eject();
        }
    }

    /** Ejects an instance that broke off a request which another instance has answered. */
    void brokeOff(ServiceInstance instance) {
        Known it = knownOf(instance);
        it.counts.failed();
        it.eject();
    }

    /** Number of outstanding requests to the instance. The senders update it. */
    AtomicInteger outstanding(ServiceInstance instance) {
        return knownOf(instance).outstanding;
    }

    void turnedAway(ServiceInstance instance) {
        knownOf(instance).turnedAwayNanos = System.nanoTime();
    }

    /** Number of outstanding requests, much increased if the instance has just shed a request. */
    int load(ServiceInstance instance) {
        Known it = knownOf(instance);
        long since = System.nanoTime() - it.turnedAwayNanos;
        return it.outstanding.get() + (since < OVERLOADED.toNanos() ? MANY : 0);
    }

    /** The statistics of all instances called so far. */
    @Override
    public List<UpstreamStats> all() {
        return known.values().stream()
                .map(it -> it.counts.toUpstreamStats(it.instance, it.breaker.getState()))
                .toList();
    }

    private boolean isSlow(long nanos) {
        return nanos > settings.probeAfter().toNanos();
    }

    @Override
    public void close() {
        closed = true;
    }

    private Known knownOf(ServiceInstance instance) {
        String id = Objects.requireNonNull(instance.getInstanceId());
        Known it = known.get(id);
        if (it == null) {
            // Forgets the instances that have left whenever a new one is added.
            known.values().removeIf(Known::leavesIfUnlisted);
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
            // An instance that comes back must not inherit the open breaker of its earlier life.
            breakers.remove(name(instance));
            this.breaker = breakers.circuitBreaker(name(instance), CONFIG);
            breaker.getEventPublisher()
                    .onStateTransition(event -> {
                        if (event.getStateTransition().getToState() == State.OPEN) {
                            WorkerThread.of(
                                            "recovery-of-" + instance.getInstanceId(),
                                            settings.longestEjection(),
                                            this::awaitRecovery)
                                    .start();
                        }
                    });
        }

        void eject() {
            synchronized (breaker) {
                if (breaker.getState() != State.OPEN) {
                    breaker.transitionToOpenState();
                }
            }
        }

        /** Whether it is no longer listed; its circuit breaker is then unregistered. */
        boolean leavesIfUnlisted() {
            if (isListed()) {
                return false;
            }
            unregister();
            return true;
        }

        /** Unregisters its circuit breaker, unless a later one has taken the name. */
        private void unregister() {
            breakers.find(breaker.getName())
                    .filter(breaker::equals)
                    .ifPresent(own -> breakers.remove(own.getName()));
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
            log.info("{} is ejected until it answers probes", name(instance));
            BackOff backOff = BackOff.of(settings.ejection(), settings.longestEjection());
            int probes = 0;
            do {
                Thread.sleep(backOff.after(++probes));
                if (!isListed()) {
                    known.remove(Objects.requireNonNull(instance.getInstanceId()), this);
                    unregister();
                    return;
                }
            } while (!closed && !isAlive());
            breaker.transitionToClosedState();
            log.info("{} gets requests again", name(instance));
        }
    }
}
