package io.rookery.launcher.cluster;

import io.rookery.launcher.link.FaultProxy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The links of a cluster, one for each process that can have one, by the name of that process.
 * Empty if the settings ask for no links.
 */
final class FaultProxies implements AutoCloseable {

    private final Map<String, FaultProxy> links = new LinkedHashMap<>();

    private FaultProxies() {}

    /**
     * Opens all links that the settings ask for.
     *
     * @throws java.io.UncheckedIOException if a port is taken
     */
    static FaultProxies open(ClusterSettings settings) {
        var opened = new FaultProxies();
        if (settings.links()) {
            try {
                targets(settings)
                        .forEach((name, port) -> opened.open(name, port, settings.ports()));
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
        }
        return opened;
    }

    /** The processes that can have links, by name, and the ports that they listen on. */
    static Map<String, Integer> targets(ClusterSettings settings) {
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
        for (int i = 0; i < settings.shards(); i++) {
            targets.put(ServicePlan.shardName(i) + "-a", ports.postgres(i));
            targets.put(ServicePlan.shardName(i) + "-b", ports.postgres(i) + 1);
        }
        for (int i = 0; i < ServicePlan.REDIS_NODES; i++) {
            targets.put("redis-" + i, ports.redis() + i);
        }
        return targets;
    }

    private void open(String name, int port, Ports ports) {
        links.put(name, FaultProxy.open(name, ports.link(port), port));
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
