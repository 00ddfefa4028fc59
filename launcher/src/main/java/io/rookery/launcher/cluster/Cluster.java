package io.rookery.launcher.cluster;

import io.rookery.launcher.link.FaultProxy;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ManagedProcess;
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
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole platform on this machine, which runs from {@link #start} to {@link #close}. Thread-safe.
 * The data stay on disk after it is closed.
 */
public final class Cluster implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ClusterSettings settings;
    private final StateDirectory state;
    private final StartupProgress progress;
    private final LocalShards shards;
    private final FaultProxies links;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ManagedUnits parts = new ManagedUnits();
    private volatile @Nullable StartupPlan starters;
    private volatile @Nullable SwitchoverServer switchovers;
    private volatile @Nullable ShardChanges changes;
    private boolean closed;

    private Cluster(
            ClusterSettings settings,
            StateDirectory state,
            StartupProgress progress,
            LocalShards shards,
            FaultProxies links) {
        this.settings = settings;
        this.state = state;
        this.progress = progress;
        this.shards = shards;
        this.links = links;
    }

    /**
     * Locks the directory. Starts nothing yet.
     *
     * @param progress is notified of each part that has started
     * @throws ClusterException if the cluster in the directory is running already, a port is taken,
     *     or the disk is full
     */
    public static Cluster open(ClusterSettings settings, StartupProgress progress)
            throws IOException {
        var state = StateDirectory.hold(settings.directory());
        try {
            state.requireSpace();
            var shards = LocalShards.of(settings.directory(), settings.shards());
            PortCheck.requireFree(settings, state);
            var links = FaultProxies.open(settings, shards.present());
            return new Cluster(settings, state, progress, shards, links);
        } catch (IOException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    /**
     * Starts a cluster and returns when all of it is ready.
     *
     * @throws ClusterException if a port is taken, the disk is full, or the directory is in use
     * @throws LaunchException if a part does not start
     */
    public static Cluster start(ClusterSettings settings) throws IOException, InterruptedException {
        var cluster = open(settings, StartupProgress.SILENT);
        try {
            cluster.start();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Starts all parts in parallel and returns when all of them are ready.
     *
     * @throws LaunchException if a part does not start; {@link #close} stops the parts that did
     *     start
     * @throws ClusterException if a part does not start because the disk has become full
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
        var starting =
                new StartupPlan(
                        settings,
                        state,
                        secrets,
                        shards.present(),
                        answering,
                        parts::add,
                        progress);
        starters = starting;
        changes = new ShardChanges(shards, links, starting, parts, answering);
        var running = new ExecutorCompletionService<Void>(workers);
        var tasks = starting.all();
        for (var task : tasks) {
            running.submit(task);
        }
        for (int done = 0; done < tasks.size(); done++) {
            TaskResult.await(running.take());
        }
    }

    /**
     * Makes later starts faster, at a low priority, and returns when that is done.
     *
     * @throws InterruptedException if the thread is interrupted, which cancels the work
     */
    public void rehearse() throws InterruptedException {
        var started = starters;
        if (started != null) {
            started.rehearse();
        }
    }

    /** The address of the platform. */
    public URI gateway() {
        return settings.publicAddress();
    }

    /** The addresses of all gateways. The first one is that of the platform. */
    public List<URI> gateways() {
        return IntStream.range(0, settings.instances().gateway())
                .mapToObj(settings::publicAddress)
                .toList();
    }

    /** The directory that holds data, secrets and logs. */
    public Path directory() {
        return state.directory();
    }

    /** The port on the loopback interface where the launcher answers commands. */
    public int controlPort() {
        return settings.ports().control();
    }

    /** All processes, sorted by stage and name of their part. */
    public List<ManagedProcess> processes() {
        return parts.processes();
    }

    /**
     * One process.
     *
     * @param name such as "feed-service-0"
     * @throws ClusterException if there is no process of that name
     */
    public ManagedProcess process(String name) {
        return parts.process(name);
    }

    /**
     * The link (a proxy that injects network faults) through which others reach a process, if the
     * settings ask for links. Services use links to reach one another, Postgres and Redis. Redis
     * replicas use them to reach their primary. The launcher's own probes, Postgres replication and
     * the gateway's clients connect directly.
     *
     * @param name such as "feed-service-0", "shard-0-a" or "redis-0"
     * @throws ClusterException if there is no link of that name, or there are no links at all
     */
    public FaultProxy link(String name) {
        return links.get(name);
    }

    /** Whether this cluster was started with links. */
    public boolean hasLinks() {
        return settings.links();
    }

    /**
     * The current primary of a shard. Empty while a failover is under way.
     *
     * @param shard such as "shard-0"
     */
    public Optional<ManagedProcess> primaryOf(String shard) {
        return parts.primaries(shard + "-").stream().findFirst();
    }

    /** The Redis nodes that accept writes now. */
    public List<ManagedProcess> redisPrimaries() {
        return parts.primaries("redis-");
    }

    /** The names of the shards. */
    public List<String> shards() {
        return shards.present().stream().map(ServicePlan::shardName).toList();
    }

    /**
     * Adds, withdraws or stops shards while the platform runs.
     *
     * @throws ClusterException if the platform has not started yet
     */
    public ShardChanges changes() {
        var present = changes;
        if (present == null) {
            throw new ClusterException("The platform has not started yet.");
        }
        return present;
    }

    /**
     * The names of the nodes of a shard that accept writes now. Each node is asked.
     *
     * @throws ClusterException if there is no such shard
     */
    public List<String> writers(String shard) {
        return parts.get(shard).writers().get();
    }

    /**
     * Suspends all repairs of a part: from now on nothing in it is promoted, restarted or rebuilt.
     *
     * @param part such as "redis", "zookeeper", "shard-0" or "feed-service-0"
     * @throws ClusterException if there is no part of that name
     */
    public void hold(String part) {
        parts.get(part).repairs().holdRepairs();
    }

    /** Ends {@link #hold}. Processes that died in the meantime are repaired. */
    public void resume(String part) {
        parts.get(part).repairs().resumeRepairs();
    }

    /**
     * Causes a split brain: two nodes of a shard accept writes. This happens in practice when the
     * agent that must fence the former primary hangs. The shard's repairs have to be on hold.
     * {@link #resume} ends it.
     *
     * @throws ClusterException if there is no such shard
     */
    public void split(String shard) {
        if (!(parts.get(shard).repairs() instanceof PostgresPair pair)) {
            throw new ClusterException("There is no shard \"" + shard + "\".");
        }
        pair.promoteBesidePrimary();
    }

    /** Suspends the repairs of all parts. */
    public void holdAll() {
        parts.all().forEach(part -> part.repairs().holdRepairs());
    }

    /** The ports that serve the metrics, by the name of the service instance. */
    public Map<String, Integer> managementPorts() {
        return processes().stream()
                .filter(ServiceProcess.class::isInstance)
                .map(ServiceProcess.class::cast)
                .collect(
                        Collectors.toUnmodifiableMap(
                                ServiceProcess::name, ServiceProcess::managementPort));
    }

    /** Whether every process runs, every service is ready and every commit is on two nodes. */
    public boolean isWhole() {
        return parts.areWhole();
    }

    /**
     * Waits until {@link #isWhole}, as after faults were injected.
     *
     * @throws ClusterException if that takes longer than the given time
     */
    public void awaitWhole(Duration atMost) throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!isWhole()) {
            if (System.nanoTime() > deadline) {
                throw new ClusterException(
                        "The platform is not healthy after %d s: %s."
                                .formatted(atMost.toSeconds(), report()));
            }
            Thread.sleep(PAUSE);
        }
    }

    /** The state of every process, including the launcher itself. */
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

    /** Stops everything in order: the gateways, the services, the stores, the registry. */
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
        parts.close();
        links.close();
        try {
            state.close();
        } catch (IOException e) {
            log.warn("The lock of {} could not be released.", state.directory(), e);
        }
    }
}
