package io.rookery.launcher.zookeeper;

import io.rookery.launcher.process.ManagedProcess;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A ZooKeeper ensemble under supervision; thread-safe. */
public final class ZooKeeperEnsemble implements AutoCloseable {
    private final ZooKeeperSettings settings;

    private ZooKeeperEnsemble(ZooKeeperSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts the servers, new or as they were stopped. Returns when they serve clients.
     *
     * @throws io.rookery.launcher.process.LaunchException when they do not in time
     */
    public static ZooKeeperEnsemble start(ZooKeeperSettings settings) {
        return new ZooKeeperEnsemble(settings);
    }

    /** The connect string of all servers. */
    public String connectString() {
        return IntStream.range(0, settings.servers())
                .mapToObj(server -> "127.0.0.1:" + (settings.basePort() + server))
                .collect(Collectors.joining(","));
    }

    /** The servers; roles are standalone, leader and follower. */
    public List<ManagedProcess> nodes() {
        return List.of();
    }

    /** From now on nothing is restarted: for tests that keep servers down. */
    public void holdRepairs() {}

    /** Ends {@link #holdRepairs()}. */
    public void resumeRepairs() {}

    /** Stops the servers; their data are kept for the next start. */
    @Override
    public void close() {}
}
