package io.rookery.storage.monitoring;

import io.rookery.storage.leadership.Leadership;
import io.rookery.storage.monitoring.probe.ProbeSettings;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The entry point of monitoring: probes the platform periodically, concludes incidents from the
 * answers, and reports them. While this instance leads, each round probes every node and every
 * service instance; the next round comes sooner while something does not answer for an unknown
 * reason. While another instance leads, a round probes only the instances of this service and
 * ZooKeeper, because nobody else would report a failure of the leader. Incidents and availability
 * figures are kept in memory for the term of leadership, and are written to the first shard that
 * accepts them. If a primary is alive but most instances cannot reach it, a switchover is
 * requested.
 */
final class IncidentMonitor implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IncidentMonitor.class);
    private static final Duration BETWEEN_SETTLEMENTS = Duration.ofSeconds(5);

    private final String service;
    private final Leadership leadership;
    private final ProbeSettings settings;
    private final Supplier<LeaderTerm> terms;
    private final Thread rounds = Thread.ofVirtual().name("incident-keeper").unstarted(this::run);
    private volatile boolean running;
    private volatile @Nullable LeaderTerm term;
    private volatile boolean leads;
    private long ledNanos = System.nanoTime();
    private long settledNanos = System.nanoTime();

    /**
     * @param service the name of this service
     * @param terms creates a term of leadership
     */
    IncidentMonitor(
            String service,
            Leadership leadership,
            ProbeSettings settings,
            Supplier<LeaderTerm> terms) {
        this.service = service;
        this.leadership = leadership;
        this.settings = settings;
        this.terms = terms;
    }

    /** The current term; empty while another instance leads. */
    Optional<LeaderTerm> term() {
        return Optional.ofNullable(term).filter(current -> leads && current.hasBegun());
    }

    @Override
    public void start() {
        running = true;
        rounds.start();
    }

    @Override
    public void stop() {
        running = false;
        WorkerThread.end(rounds);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            while (running) {
                long started = System.nanoTime();
                Duration pause = round();
                long left = pause.toNanos() - (System.nanoTime() - started);
                if (left > 0) {
                    Thread.sleep(Duration.ofNanos(left));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        } finally {
            end();
        }
    }

    /** Runs one round; returns the time to the next one, counted from the beginning of this one. */
    private Duration round() throws InterruptedException {
        try {
            leads = leadership.isHeld();
            LeaderTerm current = term;
            if (current == null) {
                current = terms.get();
                term = current;
            }
            if (leads) {
                ledNanos = System.nanoTime();
                current.round();
            } else if (current.hasBegun()) {
                bridge(current);
            } else {
                current.await(service);
            }
            if (leads && System.nanoTime() - settledNanos > BETWEEN_SETTLEMENTS.toNanos()) {
                settledNanos = System.nanoTime();
                current.settle();
            }
            return current.isSuspicious() ? settings.confirmationInterval() : settings.interval();
        } catch (RuntimeException e) {
            log.error("A probe round failed unexpectedly.", e);
            return settings.interval();
        }
    }

    /**
     * Goes on probing while leadership is interrupted. Ends the term once another instance has had
     * enough time to begin the next one.
     */
    private void bridge(LeaderTerm interrupted) throws InterruptedException {
        boolean couldSomebodyLead = interrupted.bridge();
        if (!couldSomebodyLead) {
            ledNanos = System.nanoTime();
        } else if (System.nanoTime() - ledNanos > LeaderTerm.LONGEST_SUCCESSION.toNanos()) {
            end();
        }
    }

    private void end() {
        LeaderTerm ended = term;
        if (ended != null) {
            term = null;
            ended.close();
        }
    }
}
