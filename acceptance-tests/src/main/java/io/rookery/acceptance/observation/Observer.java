package io.rookery.acceptance.observation;

import io.rookery.acceptance.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Observes a platform several times a second: which nodes of each shard take writes (never two at
 * the same time), which instances are registered, how many events wait in the outboxes, whether
 * everything is whole, and how many requests the services have seen.
 */
public final class Observer implements AutoCloseable {

    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Duration SOMETIMES = Duration.ofMillis(500);

    /**
     * Interval for reading metrics: a service that is asked too often has little time for other
     * work.
     */
    private static final Duration SELDOM = Duration.ofSeconds(2);

    private final Faults.Platform platform;
    private final RequestCounts counts;
    private final RegistrationObserver registrations;
    private final Set<String> violations = new ConcurrentSkipListSet<>();
    private final Set<String> unlisted = new ConcurrentSkipListSet<>();
    private final List<Backlog> backlogs = new ArrayList<>();
    private final List<PeriodicObservation> observations = new ArrayList<>();
    private volatile long lastBroken;

    private Observer(Faults.Platform platform) throws InterruptedException {
        this.platform = platform;
        this.lastBroken = System.nanoTime();
        this.counts = RequestCounts.from(platform.cluster());
        this.registrations = new RegistrationObserver(platform);
    }

    /** Starts an observer, which runs until it is closed. */
    public static Observer start(Faults.Platform platform) throws InterruptedException {
        Observer observer = new Observer(platform);
        for (String shard : platform.cluster().shards()) {
            Backlog backlog = new Backlog(platform, shard);
            observer.backlogs.add(backlog);
            observer.watch(OFTEN, shard, () -> observer.lookForWriters(shard));
            observer.watch(SOMETIMES, "outbox-of-" + shard, backlog::look);
        }
        observer.watch(SOMETIMES, "discovery", observer::lookForUnlisted);
        observer.watch(SOMETIMES, "whole", observer::lookWhetherWhole);
        observer.watch(SELDOM, "requests", () -> observer.counts.look(platform.cluster()));
        return observer;
    }

    private void watch(Duration pause, String name, PeriodicObservation.Look look) {
        observations.add(PeriodicObservation.every(pause, name, look));
    }

    private void lookForWriters(String shard) {
        List<String> writable = platform.cluster().writers(shard);
        if (writable.size() > 1) {
            violations.add(shard + " had two writable primaries: " + writable + ".");
        }
    }

    private void lookForUnlisted() throws InterruptedException {
        unlisted.addAll(registrations.unlisted());
    }

    private void lookWhetherWhole() {
        if (!platform.cluster().isWhole()) {
            lastBroken = System.nanoTime();
        }
    }

    /**
     * Stops observing and counts the requests a last time. The results can still be read.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void finish() throws InterruptedException {
        close();
        counts.look(platform.cluster());
    }

    /** One sentence for each broken promise that was observed. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Instances that were not registered at some time. */
    public List<String> unlisted() {
        return List.copyOf(unlisted);
    }

    /** The greatest number of events that waited in the outboxes of one shard at the same time. */
    public long peakBacklog() {
        return backlogs.stream().mapToLong(Backlog::peak).max().orElse(0);
    }

    /** When something was last not whole, on the clock of {@link System#nanoTime}. */
    public long lastBroken() {
        return lastBroken;
    }

    /** The requests that the services have seen. */
    public RequestCounts requests() {
        return counts;
    }

    @Override
    public void close() {
        observations.forEach(PeriodicObservation::close);
        backlogs.forEach(Backlog::close);
        registrations.close();
    }
}
