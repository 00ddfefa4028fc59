package io.rookery.kit.failover;

import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.discovery.InstanceProbe;
import io.rookery.kit.thread.LastingWork;
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
 * Tells a frozen instance from one that is busy with a long request: an instance that has been
 * silent for a while is probed, and if it does not answer that either, what it was sent is taken
 * away from it. Without the probe, either writes that wait for a shard would be torn from good
 * instances, or requests to a frozen one would hang for seconds. An answer to any request is as
 * good as one to a probe; and while this process itself gets no processor in time, it asks again
 * before it believes that it is the other who is silent.
 */
final class AttemptWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AttemptWatch.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** A look that comes so late tells of a machine on which everybody waits for a processor. */
    private static final long STARVED_NANOS = Duration.ofMillis(150).toNanos();

    /** How long one late look makes silence doubtful. */
    private static final long DOUBT_NANOS = Duration.ofSeconds(3).toNanos();

    private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int PROBES_IN_DOUBT = 3;

    private final Duration suspicion;
    private final InstanceProbe probe;
    private final InstanceHealth health;
    private final Set<Attempt> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicLong begun = new AtomicLong();
    private final Set<String> beingProbed = ConcurrentHashMap.newKeySet();

    /** When each instance last answered anything. */
    private final Map<String, Long> heardOf = new ConcurrentHashMap<>();

    private volatile long doubtUntil = System.nanoTime();
    private final Thread watcher = LastingWork.thread("attempt-watch", LOOK, this::watch);

    AttemptWatch(Duration suspicion, InstanceProbe probe, InstanceHealth health) {
        this.suspicion = suspicion;
        this.probe = probe;
        this.health = health;
    }

    void start() {
        watcher.start();
    }

    /**
     * An attempt begins; closing it says that its answer is there.
     *
     * @param deadline when whoever waits for the answer gives it up, however steadily it comes
     * @param exchange can be cancelled from another thread
     */
    Attempt begin(ServiceInstance instance, Deadline deadline, Cancellable exchange) {
        Attempt attempt = new Attempt(instance, deadline, exchange);
        underWay.add(attempt);
        return attempt;
    }

    @Override
    public void close() {
        LastingWork.end(watcher);
    }

    private void watch() throws InterruptedException {
        while (true) {
            long asleep = System.nanoTime();
            Thread.sleep(LOOK);
            long now = System.nanoTime();
            if (now - asleep - LOOK.toNanos() > STARVED_NANOS) {
                doubtUntil = now + DOUBT_NANOS;
            }
            heardOf.values().removeIf(heard -> now - heard > MEMORY_NANOS);
            for (Attempt attempt : underWay) {
                if (attempt.deadline.hasPassed()) {
                    attempt.giveUp();
                } else if (now - attempt.suspectAt >= 0
                        && !hasAnsweredSince(attempt.id, now - suspicion.toNanos())
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
                takeAway(id);
            } else {
                trust(id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            beingProbed.remove(id);
        }
    }

    /** How many attempts have begun and not ended. */
    int underWay() {
        return underWay.size();
    }

    /**
     * Ends whatever the instance has been sent, wherever each attempt has got to. The latest first:
     * what still waits for a connection does not get one that another attempt gives back by this.
     */
    void takeAway(String id) {
        underWay.stream()
                .filter(attempt -> attempt.id.equals(id))
                .sorted(Comparator.comparingLong((Attempt attempt) -> attempt.number).reversed())
                .forEach(Attempt::takeAway);
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
        } while (probes < PROBES_IN_DOUBT && doubtUntil - System.nanoTime() > 0);
        return true;
    }

    private boolean hasAnsweredSince(String id, long then) {
        Long heard = heardOf.get(id);
        return heard != null && heard - then >= 0;
    }

    /** One request at one instance. */
    final class Attempt implements AutoCloseable {

        private final ServiceInstance instance;
        private final String id;
        private final Deadline deadline;
        private final Cancellable exchange;
        private final long number = begun.incrementAndGet();
        private volatile long suspectAt;
        private volatile boolean takenAway;
        private volatile boolean gaveUp;

        private Attempt(ServiceInstance instance, Deadline deadline, Cancellable exchange) {
            this.instance = instance;
            this.id = String.valueOf(instance.getInstanceId());
            this.deadline = deadline;
            this.exchange = exchange;
            trust();
        }

        /** Whether the attempt was ended because its instance is frozen. */
        boolean wasTakenAway() {
            return takenAway;
        }

        /** Whether the attempt was ended because its deadline had passed. */
        boolean wasGivenUp() {
            return gaveUp;
        }

        /** The instance has begun to answer. */
        void answered() {
            heardOf.put(id, System.nanoTime());
        }

        private void trust() {
            suspectAt = System.nanoTime() + suspicion.toNanos();
        }

        private void takeAway() {
            takenAway = true;
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
