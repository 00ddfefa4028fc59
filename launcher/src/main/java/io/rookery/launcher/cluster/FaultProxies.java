package io.rookery.launcher.cluster;

import io.rookery.launcher.link.FaultProxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The links of a cluster, one for each process that can have one, by the name of that process.
 * Empty if the settings ask for no links.
 */
final class FaultProxies implements AutoCloseable {

    private final Map<String, FaultProxy> links = new ConcurrentSkipListMap<>();
    private final ClusterSettings settings;

    private FaultProxies(ClusterSettings settings) {
        this.settings = settings;
    }

    /**
     * Opens all links that the settings ask for.
     *
     * @param shards numbers of the shards
     * @throws java.io.UncheckedIOException if a port is taken
     */
    static FaultProxies open(ClusterSettings settings, List<Integer> shards) {
        var opened = new FaultProxies(settings);
        if (settings.links()) {
            try {
                targets(settings, shards).forEach(opened::open);
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
        }
        return opened;
    }

    /** The processes that can have links, by name, and the ports that they listen on. */
    static Map<String, Integer> targets(ClusterSettings settings, List<Integer> shards) {
        var ports = settings.ports();
        var instances = settings.instances();
        var targets = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < instances.user(); i++) {
            targets.put("user-service-" + i, ports.userService(i));
        }
        for (int i = 0; i < instances.feed(); i++) {
            targets.put("feed-service-" + i, ports.feedService(i));
        }
        for (int i = 0; i < instances.storage(); i++) {
            targets.put("storage-service-" + i, ports.storageService(i));
        }
        shards.forEach(shard -> targets.putAll(nodesOf(shard, ports)));
        for (int i = 0; i < ServicePlan.REDIS_NODES; i++) {
            targets.put("redis-" + i, ports.redis() + i);
        }
        return targets;
    }

    /** The nodes of a shard, by name, and the ports that they listen on. */
    private static Map<String, Integer> nodesOf(int shard, Ports ports) {
        var name = ServicePlan.shardName(shard);
        return new TreeMap<>(
                Map.of(name + "-a", ports.postgres(shard), name + "-b", ports.postgres(shard) + 1));
    }

    /** Opens the links of another shard, if the settings ask for links. */
    void openShard(int number) {
        if (settings.links()) {
            nodesOf(number, settings.ports()).forEach(this::open);
        }
    }

    private void open(String name, int port) {
        links.put(name, FaultProxy.open(name, settings.ports().link(port), port));
    }

    /**
     * The link to a process.
     *
     * @throws ClusterException if there is none
     */
    FaultProxy get(String name) {
        var link = links.get(name);
        if (link != null) {
            return link;
        }
        throw new ClusterException(
                links.isEmpty()
                        ? "This cluster was started without links."
                        : "There is no link to \"%s\"; there are links to %s."
                                .formatted(name, String.join(", ", links.keySet())));
    }

    @Override
    public void close() {
        links.values().forEach(FaultProxy::close);
    }
}
