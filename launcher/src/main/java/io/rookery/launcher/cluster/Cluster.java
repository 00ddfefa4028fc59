package io.rookery.launcher.cluster;

import static java.util.Comparator.comparing;

import io.rookery.launcher.cluster.Part.Stage;
import io.rookery.launcher.link.Link;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.ProcessState;
import io.rookery.launcher.secret.Secrets;
import io.rookery.launcher.service.ServiceProcess;
import io.rookery.launcher.switchover.SwitchoverServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole platform on this machine, running from {@link #start} to {@link #close}; thread-safe. Its
 * data outlive it.
 */
public final class Cluster implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ClusterSettings settings;
    private final StateDirectory state;
    private final Progress progress;
    private final Links links;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private volatile @Nullable Starters starters;
    private volatile @Nullable SwitchoverServer switchovers;
    private boolean closed;

    private Cluster(
            ClusterSettings settings, StateDirectory state, Progress progress, Links links) {
        this.settings = settings;
        this.state = state;
        this.progress = progress;
        this.links = links;
    }

    /**
     * Takes hold of the directory and starts nothing yet.
     *
     * @param progress told of each part that has started
     * @throws ClusterException if the cluster in the directory is running already, a port is taken,
     *     or the disk is full
     */
    public static Cluster open(ClusterSettings settings, Progress progress) throws IOException {
        var state = StateDirectory.hold(settings.directory());
        try {
            state.requireSpace();
            PortCheck.requireFree(settings, state);
            return new Cluster(settings, state, progress, Links.open(settings));
        } catch (IOException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    /**
     * Starts a cluster and returns when all of it is ready.
     *
     * @throws ClusterException if a port is taken, the disk is full, or the directory in use
     * @throws LaunchException if something does not start
     */
    public static Cluster start(ClusterSettings settings) throws IOException, InterruptedException {
        var cluster = open(settings, Progress.SILENT);
        try {
            cluster.start();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Starts everything at the same time and returns when all of it is ready.
     *
     * @throws LaunchException if something does not start; whatever did is left to {@link #close}
     * @throws ClusterException if that is so because the disk has become full
     */
    public void start() throws IOException, InterruptedException {
        try {
            startAll();
        } catch (IOException | LaunchException e) {
            if (state.isDiskFull()) {
                throw new ClusterException(
                        "The disk of %s has become full, so Rookery cannot start."
                                .formatted(state.directory()),
                        e);
            }
            throw e;
        }
    }

    private void startAll() throws IOException, InterruptedException {
        var secrets = Secrets.open(state.secrets());
        var answering =
                SwitchoverServer.start(
                        settings.ports().switchover(),
                        secrets.patroniPassword(),
                        settings::announced);
        switchovers = answering;
        var starting = new Starters(settings, state, secrets, answering, this::add, progress);
        starters = starting;
        var running = new ExecutorCompletionService<Void>(workers);
        var tasks = starting.all();
        for (var task : tasks) {
            running.submit(task);
        }
        for (int done = 0; done < tasks.size(); done++) {
            get(running.take());
        }
    }

    /**
     * Makes later starts faster, at a low priority, and returns when that is done.
     *
     * @throws InterruptedException if the thread is interrupted, which ends the effort
     */
    public void rehearse() throws InterruptedException {
        var started = starters;
        if (started != null) {
            started.rehearse();
        }
    }

    /** Address of the platform. */
    public URI gateway() {
        return settings.publicAddress();
    }

    /** Addresses of all gateways, the one of the platform first. */
    public List<URI> gateways() {
        return IntStream.range(0, settings.instances().gateway())
                .mapToObj(settings::publicAddress)
                .toList();
    }

    /** Where data, secrets and logs are. */
    public Path directory() {
        return state.directory();
    }

    /** Where the launcher answers commands, on the loopback interface. */
    public int controlPort() {
        return settings.ports().control();
    }

    /** Every process there is. */
    public List<ManagedProcess> processes() {
        return parts.stream()
                .sorted(comparing(Part::stage).thenComparing(Part::name))
                .flatMap(part -> part.processes().get().stream())
                .toList();
    }

    /**
     * One process.
     *
     * @param name such as "feed-service-0"
     * @throws ClusterException if there is none of that name
     */
    public ManagedProcess process(String name) {
        return processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ClusterException(
                                "There is no process \"%s\"; ./rookery status lists them."
                                        .formatted(name)));
    }

    /**
     * The link by which others reach a process, where the settings want links: services reach one
     * another, Postgres and Redis by it, and replicas of Redis their primary. The launcher's own
     * probes, replication of Postgres, and the gateway's clients do without.
     *
     * @param name such as "feed-service-0", "shard-0-a" or "redis-0"
     * @throws ClusterException if there is none of that name, or there are no links at all
     */
    public Link link(String name) {
        return links.get(name);
    }

    /** Whether there are links at all. */
    public boolean hasLinks() {
        return settings.links();
    }

    /**
     * Whoever is primary of a shard now, or of all of them: nobody while a failover is under way.
     *
     * @param shard such as "shard-0"
     */
    public Optional<ManagedProcess> primaryOf(String shard) {
        return primaries(shard + "-").stream().findFirst();
    }

    /** The nodes of Redis that take writes now. */
    public List<ManagedProcess> redisPrimaries() {
        return primaries("redis-");
    }

    /** Names of the shards. */
    public List<String> shards() {
        return IntStream.range(0, settings.shards()).mapToObj(ServicePlan::shardName).toList();
    }

    /**
     * Names of a shard's nodes that take writes at this moment, as each of them says itself.
     *
     * @throws ClusterException if there is no such shard
     */
    public List<String> writers(String shard) {
        return part(shard).writers().get();
    }

    /**
     * From now on nothing of a part is promoted, restarted or rebuilt.
     *
     * @param part such as "redis", "zookeeper", "shard-0" or "feed-service-0"
     * @throws ClusterException if there is none of that name
     */
    public void hold(String part) {
        part(part).repairs().holdRepairs();
    }

    /** Ends {@link #hold}: what died meanwhile is repaired. */
    public void resume(String part) {
        part(part).repairs().resumeRepairs();
    }

    /**
     * Has two nodes of a shard take writes, as where the agent that has to end the former primary
     * hangs; the shard has to be held. Ends with {@link #resume}.
     *
     * @throws ClusterException if there is no such shard
     */
    public void split(String shard) {
        if (!(part(shard).repairs() instanceof PostgresPair pair)) {
            throw new ClusterException("\"" + shard + "\" is no shard.");
        }
        pair.promoteBesidePrimary();
    }

    /** Holds all parts. */
    public void holdAll() {
        parts.forEach(part -> part.repairs().holdRepairs());
    }

    /** By the name of each instance of a service, where its metrics are asked for. */
    public Map<String, Integer> managementPorts() {
        return processes().stream()
                .filter(ServiceProcess.class::isInstance)
                .map(ServiceProcess.class::cast)
                .collect(
                        Collectors.toUnmodifiableMap(
                                ServiceProcess::name, ServiceProcess::managementPort));
    }

    private Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ClusterException("There is no part \"" + name + "\"."));
    }

    /** Whether everything runs, every service serves and every commit is on two nodes. */
    public boolean isWhole() {
        return parts.stream().allMatch(part -> part.whole().getAsBoolean())
                && processes().stream()
                        .allMatch(process -> process.state() == ProcessState.RUNNING);
    }

    /**
     * Waits until everything has recovered from whatever was done to it.
     *
     * @throws ClusterException if that takes longer
     */
    public void awaitWhole(Duration atMost) throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!isWhole()) {
            if (System.nanoTime() > deadline) {
                throw new ClusterException(
                        "The platform is not whole after %d s: %s."
                                .formatted(atMost.toSeconds(), report()));
            }
            Thread.sleep(PAUSE);
        }
    }

    /** How every process is, the launcher itself included. */
    public List<ProcessReport> report() throws InterruptedException {
        var questions =
                processes().stream()
                        .map(process -> (Callable<ProcessReport>) () -> ProcessReport.of(process))
                        .toList();
        var all = new ArrayList<ProcessReport>();
        all.add(ProcessReport.ofLauncher(controlPort()));
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            askers.invokeAll(questions).forEach(answer -> all.add(answer.resultNow()));
        }
        return all;
    }

    /** Stops everything in order: the gateway, the services, the engines. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        workers.shutdownNow();
        var answering = switchovers;
        if (answering != null) {
            answering.close();
        }
        for (var stage : List.of(Stage.DOOR, Stage.SERVICE, Stage.STORE, Stage.REGISTRY)) {
            try (var stoppers = Executors.newVirtualThreadPerTaskExecutor()) {
                parts.stream()
                        .filter(part -> part.stage() == stage)
                        .forEach(part -> stoppers.execute(() -> stop(part)));
            }
        }
        links.close();
        try {
            state.close();
        } catch (IOException e) {
            log.warn("The lock of {} could not be given back.", state.directory(), e);
        }
    }

    /** Takes note of a part that has been started, unless everything is being stopped. */
    private void add(Part part) {
        synchronized (this) {
            if (!closed) {
                parts.add(part);
                return;
            }
        }
        stop(part);
    }

    private void stop(Part part) {
        var start = System.nanoTime();
        try {
            part.stop().run();
        } catch (RuntimeException e) {
            log.warn("{} could not be stopped in order.", part.name(), e);
        }
        log.info("{} stopped after {}.", part.name(), Duration.ofNanos(System.nanoTime() - start));
    }

    private List<ManagedProcess> primaries(String prefix) {
        return processes().stream()
                .filter(process -> process.name().startsWith(prefix))
                .filter(process -> process.role().equals("primary"))
                .toList();
    }

    private static void get(Future<Void> task) throws IOException, InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case InterruptedException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
