package io.rookery.launcher.redis;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis Cluster under supervision; thread-safe. When a primary dies its replica takes over at
 * once, and the dead node is restarted as the new one's replica. A node that does not answer counts
 * as frozen and is killed, which makes it the same case.
 */
public final class RedisCluster implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisCluster.class);

    static final int NODES = 6;

    private final RedisClusterSettings settings;
    private final List<RedisNode> nodes;
    private final Takeover takeover;
    private final List<Probe> probes = new ArrayList<>();
    private final Map<RedisNode, RestartBudget> budgets;
    private final Set<RedisNode> awaitingRepair = new HashSet<>();
    private boolean held;
    private boolean closed;

    private RedisCluster(RedisClusterSettings settings) {
        this.settings = settings;
        this.nodes =
                IntStream.range(0, NODES)
                        .mapToObj(index -> new RedisNode(settings, index, this::died))
                        .toList();
        this.takeover = new Takeover(nodes);
        this.budgets =
                nodes.stream()
                        .collect(Collectors.toMap(node -> node, _ -> RestartBudget.standard()));
    }

    /**
     * Starts the cluster, new or as it was stopped. Returns when it accepts writes everywhere.
     *
     * @throws LaunchException when it does not form in time
     */
    public static RedisCluster start(RedisClusterSettings settings) {
        RedisCluster cluster = new RedisCluster(settings);
        try {
            Formation formation = new Formation(settings, cluster.nodes);
            formation.clearHalfFormed();
            cluster.nodes.forEach(cluster::launch);
            formation.completeOrAwait();
            cluster.watch();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private synchronized void launch(RedisNode node) {
        if (!closed) {
            node.start();
        }
    }

    private void watch() {
        for (RedisNode node : nodes) {
            node.answers(Duration.ofSeconds(1));
            probes.add(new Probe(node.name(), node.life(), node::answers, () -> frozen(node)));
        }
    }

    private synchronized void died(RedisNode node) {
        if (closed || node.pid() != -1) {
            return;
        }
        if (held) {
            awaitingRepair.add(node);
            return;
        }
        if (node.isPrimary()) {
            takeover.replace(node);
        }
        RestartBudget budget = Objects.requireNonNull(budgets.get(node));
        if (budget.allows()) {
            budget.spend();
            log.warn("{} has died; it is restarted on its data.", node.name());
            launch(node);
        } else {
            log.error("{} dies again and again and is left dead; see {}.", node.name(), node.log());
        }
    }

    private synchronized void frozen(RedisNode node) {
        if (!closed && !held && node.pid() != -1) {
            log.warn("{} does not answer; it is killed, so that it cannot come back.", node.name());
            node.kill();
        }
    }

    /** {@code host:port} of every node, in an order that never changes. */
    public List<String> hosts() {
        return IntStream.range(0, NODES)
                .mapToObj(node -> "127.0.0.1:" + (settings.basePort() + node))
                .toList();
    }

    /** The nodes, in the order of {@link #hosts()}; roles are primary and replica. */
    public List<ManagedProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** From now on nothing is promoted or restarted: for tests that keep nodes down. */
    public synchronized void holdRepairs() {
        held = true;
    }

    /** Ends {@link #holdRepairs()}: what died meanwhile is repaired. */
    public synchronized void resumeRepairs() {
        held = false;
        List<RedisNode> dead = List.copyOf(awaitingRepair);
        awaitingRepair.clear();
        dead.forEach(this::died);
    }

    /** Stops all nodes; their data are kept for the next start. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        probes.forEach(Probe::close);
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
