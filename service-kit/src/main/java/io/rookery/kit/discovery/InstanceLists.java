package io.rookery.kit.discovery;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.zookeeper.discovery.ZookeeperInstance;

/**
 * The instances of each service, in memory: asking for them never waits. ZooKeeper tells of
 * changes; while it is gone the lists stay as they were.
 */
public final class InstanceLists implements AutoCloseable {

    private final ServiceDiscovery<ZookeeperInstance> discovery;
    private final InstanceProbe probe;
    private final DiscoverySettings settings;
    private final ConcurrentMap<String, WatchedService> services = new ConcurrentHashMap<>();

    InstanceLists(
            ServiceDiscovery<ZookeeperInstance> discovery,
            InstanceProbe probe,
            DiscoverySettings settings) {
        this.discovery = discovery;
        this.probe = probe;
        this.settings = settings;
    }

    /** Begins to follow a service, so that its instances are known by the time they are needed. */
    public void watch(String service) {
        WatchedService watched = services.get(service);
        if (watched == null) {
            services.computeIfAbsent(
                    service,
                    name -> WatchedService.start(name, discovery, probe, settings.probeInterval()));
        }
    }

    /** The instances known now; empty when none has been heard of since the start. */
    public List<ServiceInstance> of(String service) {
        WatchedService watched = services.get(service);
        if (watched == null) {
            watch(service);
            return List.of();
        }
        return watched.instances();
    }

    @Override
    public void close() {
        services.values().forEach(WatchedService::close);
    }
}
