package io.rookery.kit.failover;

import io.rookery.kit.discovery.InstanceProbe;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.concurrent.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Tells a frozen instance from one that is busy with a long request: an instance that has been
 * silent for a while is probed, and if it does not answer that either, what it was sent is taken
 * away from it. Without the probe, either writes that wait for a shard would be torn from good
 * instances, or requests to a frozen one would hang for seconds.
 */
final class AttemptWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AttemptWatch.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Duration suspicion;
    private final InstanceProbe probe;
    private final InstanceHealth health;
    private final Set<Attempt> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> beingProbed = ConcurrentHashMap.newKeySet();
    private final Thread watcher = Thread.ofVirtual().name("attempt-watch").unstarted(this::watch);

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
     * @param exchange can be cancelled from another thread
     */
    Attempt begin(ServiceInstance instance, Cancellable exchange) {
        Attempt attempt = new Attempt(instance, exchange);
        underWay.add(attempt);
        return attempt;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                long now = System.nanoTime();
                for (Attempt attempt : underWay) {
                    if (now - attempt.suspectAt >= 0 && beingProbed.add(attempt.instanceId())) {
                        Thread.ofVirtual().start(() -> check(attempt.instance));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(ServiceInstance instance) {
        String id = String.valueOf(instance.getInstanceId());
        try {
            boolean isSilent = probe.probe(instance) == InstanceProbe.Result.SILENT;
            if (isSilent) {
                log.warn("{} at {} does not answer", instance.getServiceId(), id);
                health.failed(instance, AttemptFailure.SILENT);
            }
            for (Attempt attempt : underWay) {
                if (attempt.instanceId().equals(id)) {
                    if (isSilent) {
                        attempt.takeAway();
                    } else {
                        attempt.trust();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            beingProbed.remove(id);
        }
    }

    /** One request at one instance. */
    final class Attempt implements AutoCloseable {

        private final ServiceInstance instance;
        private final Cancellable exchange;
        private volatile long suspectAt;
        private volatile boolean takenAway;

        private Attempt(ServiceInstance instance, Cancellable exchange) {
            this.instance = instance;
            this.exchange = exchange;
            trust();
        }

        /** Whether the attempt was ended because its instance is frozen. */
        boolean wasTakenAway() {
            return takenAway;
        }

        private void trust() {
            suspectAt = System.nanoTime() + suspicion.toNanos();
        }

        private void takeAway() {
            takenAway = true;
            exchange.cancel();
        }

        private String instanceId() {
            return String.valueOf(instance.getInstanceId());
        }

        @Override
        public void close() {
            underWay.remove(this);
        }
    }
}
