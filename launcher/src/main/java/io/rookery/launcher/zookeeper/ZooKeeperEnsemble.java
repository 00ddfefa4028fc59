package io.rookery.launcher.zookeeper;

import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.Probe;
import io.rookery.launcher.process.RestartBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A ZooKeeper ensemble whose dead and frozen servers are restarted; thread-safe. */
public final class ZooKeeperEnsemble implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ZooKeeperEnsemble.class);
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final List<ZooKeeperServer> servers;
    private final Map<ZooKeeperServer, RestartBudget> budgets;
    private final List<Probe> probes = new ArrayList<>();
    private final Set<ZooKeeperServer> awaitingRepair = new HashSet<>();
    private boolean held;
    private boolean closed;

    private ZooKeeperEnsemble(ZooKeeperSettings settings) {
        this.servers =
                IntStream.range(0, settings.servers())
                        .mapToObj(index -> new ZooKeeperServer(settings, index, this::died))
                        .toList();
        this.budgets =
                servers.stream()
                        .collect(Collectors.toMap(server -> server, _ -> RestartBudget.standard()));
    }

    /**
     * Starts the servers, new or as they were stopped. Returns when they serve clients.
     *
     * @throws LaunchException when they do not in time
     */
    public static ZooKeeperEnsemble start(ZooKeeperSettings settings) {
        ZooKeeperEnsemble ensemble = new ZooKeeperEnsemble(settings);
        try {
            ensemble.servers.forEach(ensemble::launch);
            ensemble.servers.forEach(ensemble::awaitService);
            ensemble.watch();
            return ensemble;
        } catch (RuntimeException e) {
            ensemble.close();
            throw e;
        }
    }

    private synchronized void launch(ZooKeeperServer server) {
        if (!closed) {
            server.start();
        }
    }

    private void watch() {
        for (ZooKeeperServer server : servers) {
            probes.add(
                    new Probe(server.name(), server.life(), server::answers, () -> frozen(server)));
        }
    }

    private synchronized void frozen(ZooKeeperServer server) {
        if (!closed && !held && server.pid() != -1) {
            log.warn("{} does not answer; it is killed to be started anew.", server.name());
            server.kill();
        }
    }

    private void awaitService(ZooKeeperServer server) {
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        while (server.mode().isEmpty()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new LaunchException(
                        "%s does not serve clients; see %s".formatted(server.name(), server.log()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private synchronized void died(ZooKeeperServer server) {
        if (closed || server.pid() != -1) {
            return;
        }
        RestartBudget budget = Objects.requireNonNull(budgets.get(server));
        if (held) {
            awaitingRepair.add(server);
        } else if (budget.allows()) {
            budget.spend();
            log.warn("{} has died; it is restarted on its data.", server.name());
            launch(server);
        } else {
            log.error(
                    "{} dies again and again and is left dead; see {}.",
                    server.name(),
                    server.log());
        }
    }

    /** The connect string of all servers. */
    public String connectString() {
        return servers.stream()
                .map(server -> "127.0.0.1:" + server.port())
                .collect(Collectors.joining(","));
    }

    /** The servers; roles are standalone, leader and follower. */
    public List<ManagedProcess> nodes() {
        return List.copyOf(servers);
    }

    /** From now on nothing is restarted: for tests that keep servers down. */
    public synchronized void holdRepairs() {
        held = true;
    }

    /** Ends {@link #holdRepairs()}: what died meanwhile is restarted. */
    public synchronized void resumeRepairs() {
        held = false;
        List<ZooKeeperServer> dead = List.copyOf(awaitingRepair);
        awaitingRepair.clear();
        dead.forEach(this::died);
    }

    /** Stops the servers; their data are kept for the next start. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        probes.forEach(Probe::close);
        servers.parallelStream().forEach(ZooKeeperServer::stop);
    }
}
