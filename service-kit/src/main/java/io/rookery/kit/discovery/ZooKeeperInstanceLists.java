package io.rookery.kit.discovery;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.zookeeper.discovery.ZookeeperInstance;

/** Lists that ZooKeeper keeps up to date; while it is gone they stay as they were. */
final class ZooKeeperInstanceLists implements InstanceLists, AutoCloseable {

    private final ServiceDiscovery<ZookeeperInstance> discovery;
    private final InstanceProbe probe;
    private final DiscoverySettings settings;
    private final ConcurrentMap<String, WatchedService> services = new ConcurrentHashMap<>();

    ZooKeeperInstanceLists(
            ServiceDiscovery<ZookeeperInstance> discovery,
            InstanceProbe probe,
            DiscoverySettings settings) {
        this.discovery = discovery;
        this.probe = probe;
        this.settings = settings;
    }

    @Override
    public void watch(String service) {
        WatchedService watched = services.get(service);
        if (watched == null) {
            services.computeIfAbsent(
                    service,
                    name -> WatchedService.start(name, discovery, probe, settings.probeInterval()));
        }
    }

    @Override
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
