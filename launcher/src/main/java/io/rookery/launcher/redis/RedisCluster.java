package io.rookery.launcher.redis;

import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.Repairable;
import io.rookery.launcher.process.RestartBudget;
import io.rookery.launcher.process.RestartSupervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * A Redis Cluster under supervision. Thread-safe. When a primary dies, its replica takes over
 * immediately, and the dead node is restarted as a replica of the new primary. A node that does not
 * answer counts as frozen and is killed, so that it is handled in the same way.
 */
public final class RedisCluster implements Repairable, AutoCloseable {
    static final int NODES = 6;

    private final List<RedisNode> nodes;
    private final Takeover takeover;
    private final RestartSupervisor<RedisNode> supervisor;

    private RedisCluster(RedisClusterSettings settings) {
        this.supervisor =
                new RestartSupervisor<>(
                        RedisNode::start, this::replaceIfPrimary, RestartBudget::standard);
        this.nodes =
                IntStream.range(0, NODES)
                        .mapToObj(index -> new RedisNode(settings, index, supervisor::died))
                        .toList();
        this.takeover = new Takeover(nodes);
    }

    /**
     * Starts the cluster: a new one, or an existing one in the state in which it was stopped.
     * Returns when it accepts writes for all slots.
     *
     * @throws LaunchException when it does not form in time
     */
    public static RedisCluster start(RedisClusterSettings settings) {
        RedisCluster cluster = new RedisCluster(settings);
        try {
            ClusterBootstrap formation = new ClusterBootstrap(settings, cluster.nodes);
            formation.clearHalfFormed();
            cluster.nodes.forEach(cluster.supervisor::start);
            formation.completeOrAwait();
            cluster.watch();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void watch() {
        for (RedisNode node : nodes) {
            node.answers(Duration.ofSeconds(1));
            supervisor.watch(node, node::answers);
        }
    }

    private void replaceIfPrimary(RedisNode dead) {
        if (dead.isPrimary()) {
            takeover.replace(dead);
        }
    }

    /** {@code host:port} of every node, in an order that never changes. */
    public List<String> hosts() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.announcedPort()).toList();
    }

    /** The nodes, in the order of {@link #hosts()}. Their roles are primary and replica. */
    public List<ManagedProcess> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public void holdRepairs() {
        supervisor.hold();
    }

    @Override
    public void resumeRepairs() {
        supervisor.resume();
    }

    /** Stops all nodes. Their roles are kept for the next start, but none of their data. */
    @Override
    public void close() {
        supervisor.close();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> stops = new ArrayList<>();
            nodes.forEach(node -> stops.add(threads.submit(node::stop)));
            for (Future<?> stop : stops) {
                stop.get();
            }
        } catch (ExecutionException e) {
            throw new LaunchException("A Redis node could not be stopped", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
