package io.rookery.launcher.cluster;

import static java.util.Comparator.comparing;

import io.rookery.launcher.cluster.ManagedUnit.Stage;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.ProcessState;
import io.rookery.launcher.service.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a cluster that have been started. Thread-safe. */
final class ManagedUnits implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ManagedUnits.class);

    private final List<ManagedUnit> all = new CopyOnWriteArrayList<>();
    private boolean closed;

    /** Adds a part that was started. If the cluster is being stopped, stops the part instead. */
    void add(ManagedUnit part) {
        synchronized (this) {
            if (!closed) {
                all.add(part);
                return;
            }
        }
        stop(part);
    }

    /**
     * Stops a part and removes it.
     *
     * @throws ClusterException if there is no part of that name
     */
    void remove(String name) {
        var part = get(name);
        all.remove(part);
        stop(part);
    }

    List<ManagedUnit> all() {
        return all;
    }

    /**
     * One part.
     *
     * @throws ClusterException if there is no part of that name
     */
    ManagedUnit get(String name) {
        return all.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ClusterException("There is no part \"" + name + "\"."));
    }

    /** All processes, sorted by stage and name of their part. */
    List<ManagedProcess> processes() {
        return all.stream()
                .sorted(comparing(ManagedUnit::stage).thenComparing(ManagedUnit::name))
                .flatMap(part -> part.processes().get().stream())
                .toList();
    }

    /**
     * One process.
     *
     * @throws ClusterException if there is no process of that name
     */
    ManagedProcess process(String name) {
        return processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ClusterException(
                                "There is no process \"%s\"; ./rookery status lists them."
                                        .formatted(name)));
    }

    /**
     * One instance of a service.
     *
     * @throws ClusterException if there is no instance of that name
     */
    ServiceProcess service(String name) {
        if (process(name) instanceof ServiceProcess service) {
            return service;
        }
        throw new ClusterException("\"" + name + "\" is not an instance of a service.");
    }

    /** The processes whose name begins with the prefix, and whose role is that of a primary. */
    List<ManagedProcess> primaries(String prefix) {
        return processes().stream()
                .filter(process -> process.name().startsWith(prefix))
                .filter(process -> process.role().equals("primary"))
                .toList();
    }

    /** Whether every process runs, every service is ready and every commit is on two nodes. */
    boolean areWhole() {
        return all.stream().allMatch(part -> part.whole().getAsBoolean())
                && processes().stream()
                        .allMatch(process -> process.state() == ProcessState.RUNNING);
    }

    /** Stops all parts in order: the gateways, the services, the stores, the registry. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (var stage : List.of(Stage.GATEWAY, Stage.SERVICE, Stage.STORE, Stage.REGISTRY)) {
            try (var stoppers = Executors.newVirtualThreadPerTaskExecutor()) {
                all.stream()
                        .filter(part -> part.stage() == stage)
                        .forEach(part -> stoppers.execute(() -> stop(part)));
            }
        }
    }

    private static void stop(ManagedUnit part) {
        var start = System.nanoTime();
        try {
            part.stop().run();
        } catch (RuntimeException e) {
            log.warn("{} could not be stopped cleanly.", part.name(), e);
        }
        log.info("{} stopped after {}.", part.name(), Duration.ofNanos(System.nanoTime() - start));
    }
}
