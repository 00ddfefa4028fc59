package io.rookery.launcher.zookeeper;

import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.Repairable;
import io.rookery.launcher.process.RestartBudget;
import io.rookery.launcher.process.RestartSupervisor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A ZooKeeper ensemble that restarts its dead and frozen servers. Thread-safe. */
public final class ZooKeeperEnsemble implements Repairable, AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final List<ZooKeeperServer> servers;
    private final RestartSupervisor<ZooKeeperServer> supervisor =
            new RestartSupervisor<>(ZooKeeperServer::start, _ -> {}, RestartBudget::standard);

    private ZooKeeperEnsemble(ZooKeeperSettings settings) {
        this.servers =
                IntStream.range(0, settings.servers())
                        .mapToObj(index -> new ZooKeeperServer(settings, index, supervisor::died))
                        .toList();
    }

    /**
     * Starts the servers: new ones, or existing ones in the state in which they were stopped.
     * Returns when they serve clients.
     *
     * @throws LaunchException when they do not serve clients in time
     */
    public static ZooKeeperEnsemble start(ZooKeeperSettings settings) {
        ZooKeeperEnsemble ensemble = new ZooKeeperEnsemble(settings);
        try {
            ensemble.servers.forEach(ensemble.supervisor::start);
            ensemble.servers.forEach(ensemble::awaitService);
            ensemble.servers.forEach(server -> ensemble.supervisor.watch(server, server::answers));
            return ensemble;
        } catch (RuntimeException e) {
            ensemble.close();
            throw e;
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

    /** The connect string of all servers. */
    public String connectString() {
        return servers.stream()
                .map(server -> "127.0.0.1:" + server.port())
                .collect(Collectors.joining(","));
    }

    /** The servers. Their roles are standalone, leader and follower. */
    public List<ManagedProcess> nodes() {
        return List.copyOf(servers);
    }

    /** Whether each of the servers serves clients now. */
    public boolean isWhole() {
        return servers.stream().allMatch(server -> server.mode().isPresent());
    }

    @Override
    public void holdRepairs() {
        supervisor.hold();
    }

    @Override
    public void resumeRepairs() {
        supervisor.resume();
    }

    /** Stops the servers. Their data are kept for the next start. */
    @Override
    public void close() {
        supervisor.close();
        servers.parallelStream().forEach(ZooKeeperServer::stop);
    }
}
