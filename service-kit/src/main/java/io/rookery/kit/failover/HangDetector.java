package io.rookery.kit.failover;

import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.discovery.InstanceProbe;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.concurrent.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Distinguishes a frozen instance from one that is busy with a long request. An instance that has
 * been silent for a while is probed. If it does not answer the probe either, all attempts at it are
 * cancelled. Without the probe, either writes that wait for a shard would be cancelled at healthy
 * instances, or requests to a frozen instance would hang for seconds. An answer to any request
 * counts like an answer to a probe. While this process itself is short of CPU time, it repeats the
 * probe before it regards the instance as silent.
 */
final class HangDetector implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HangDetector.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** If the watcher wakes up this late, the machine is short of CPU time. */
    private static final long STARVED_NANOS = Duration.ofMillis(150).toNanos();

    /** How long the machine counts as short of CPU time after the watcher woke up late. */
    private static final long COUNTS_AS_STARVED_NANOS = Duration.ofSeconds(3).toNanos();

    private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int PROBES_WHILE_STARVED = 3;

    private final Duration probeAfter;
    private final InstanceProbe probe;
    private final InstanceHealth health;
    private final Set<Attempt> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicLong begun = new AtomicLong();
    private final Set<String> beingProbed = ConcurrentHashMap.newKeySet();

    /** When each instance last answered anything. */
    private final Map<String, Long> heardOf = new ConcurrentHashMap<>();

    private volatile long starvedUntil = System.nanoTime();
    private final Thread watcher = WorkerThread.of("attempt-watch", LOOK, this::watch);

    HangDetector(Duration probeAfter, InstanceProbe probe, InstanceHealth health) {
        this.probeAfter = probeAfter;
        this.probe = probe;
        this.health = health;
    }

    void start() {
        watcher.start();
    }

    /**
     * Begins to watch an attempt. Closing the attempt ends the watch.
     *
     * @param deadline when the attempt is cancelled, even if its answer is still arriving
     * @param exchange the HTTP exchange; it is cancelled from another thread
     */
    Attempt begin(ServiceInstance instance, Deadline deadline, Cancellable exchange) {
        Attempt attempt = new Attempt(instance, deadline, exchange);
        underWay.add(attempt);
        return attempt;
    }

    @Override
    public void close() {
        WorkerThread.end(watcher);
    }

    private void watch() throws InterruptedException {
        while (true) {
            long asleep = System.nanoTime();
            Thread.sleep(LOOK);
            long now = System.nanoTime();
            if (now - asleep - LOOK.toNanos() > STARVED_NANOS) {
                starvedUntil = now + COUNTS_AS_STARVED_NANOS;
            }
            heardOf.values().removeIf(heard -> now - heard > MEMORY_NANOS);
            for (Attempt attempt : underWay) {
                if (attempt.deadline.hasPassed()) {
                    attempt.giveUp();
                } else if (now - attempt.suspectAt >= 0
                        && !hasAnsweredSince(attempt.id, now - probeAfter.toNanos())
                        && beingProbed.add(attempt.id)) {
                    Thread.ofVirtual().start(() -> check(attempt.instance, attempt.id));
                }
            }
        }
    }

    private void check(ServiceInstance instance, String id) {
        try {
            boolean isSilent = isSilent(instance, id);
            if (isSilent) {
                log.warn("{} at {} does not answer", instance.getServiceId(), id);
                health.failed(instance, AttemptFailure.SILENT);
            }
            if (isSilent) {
                cancel(id);
            } else {
                trust(id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            beingProbed.remove(id);
        }
    }

    /** Number of attempts that have begun and not ended. */
    int underWay() {
        return underWay.size();
    }

    /**
     * Cancels all attempts at the instance, at whatever stage each one is. The latest is cancelled
     * first, so that an attempt that waits for a connection does not get one that another cancelled
     * attempt returns to the pool.
     */
    void cancel(String id) {
        underWay.stream()
                .filter(attempt -> attempt.id.equals(id))
                .sorted(Comparator.comparingLong((Attempt attempt) -> attempt.number).reversed())
                .forEach(Attempt::cancel);
    }

    private void trust(String id) {
        for (Attempt attempt : underWay) {
            if (attempt.id.equals(id)) {
                attempt.trust();
            }
        }
    }

    private boolean isSilent(ServiceInstance instance, String id) throws InterruptedException {
        long asked = System.nanoTime();
        int probes = 0;
        do {
            if (probe.probe(instance) != InstanceProbe.Result.SILENT
                    || hasAnsweredSince(id, asked)) {
                return false;
            }
            probes++;
        } while (probes < PROBES_WHILE_STARVED && starvedUntil - System.nanoTime() > 0);
        return true;
    }

    private boolean hasAnsweredSince(String id, long then) {
        Long heard = heardOf.get(id);
        return heard != null && heard - then >= 0;
    }

    /** One attempt: a request that is sent to one instance. */
    final class Attempt implements AutoCloseable {

        private final ServiceInstance instance;
        private final String id;
        private final Deadline deadline;
        private final Cancellable exchange;
        private final long number = begun.incrementAndGet();
        private volatile long suspectAt;
        private volatile boolean cancelled;
        private volatile boolean gaveUp;

        private Attempt(ServiceInstance instance, Deadline deadline, Cancellable exchange) {
            this.instance = instance;
            this.id = String.valueOf(instance.getInstanceId());
            this.deadline = deadline;
            this.exchange = exchange;
            trust();
        }

        /** Whether the attempt was cancelled because its instance is frozen. */
        boolean wasTakenAway() {
            return cancelled;
        }

        /** Whether the attempt was cancelled because its deadline had passed. */
        boolean wasGivenUp() {
            return gaveUp;
        }

        /** Records that the instance has begun to answer. */
        void answered() {
            heardOf.put(id, System.nanoTime());
        }

        private void trust() {
            suspectAt = System.nanoTime() + probeAfter.toNanos();
        }

        private void cancel() {
            cancelled = true;
            exchange.cancel();
        }

        private void giveUp() {
            gaveUp = true;
            exchange.cancel();
        }

        @Override
        public void close() {
            underWay.remove(this);
        }
    }
}
