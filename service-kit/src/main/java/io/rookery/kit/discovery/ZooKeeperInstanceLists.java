package io.rookery.kit.discovery;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.cloud.client.ServiceInstance;

/** Lists that ZooKeeper keeps up to date; while it is gone they stay as they were. */
final class ZooKeeperInstanceLists implements InstanceLists, AutoCloseable {

    private final CuratorFramework curator;
    private final Registrations registrations;
    private final InstanceProbe probe;
    private final DiscoverySettings settings;
    private final ConcurrentMap<String, WatchedService> services = new ConcurrentHashMap<>();

    ZooKeeperInstanceLists(
            CuratorFramework curator,
            Registrations registrations,
            InstanceProbe probe,
            DiscoverySettings settings) {
        this.curator = curator;
        this.registrations = registrations;
        this.probe = probe;
        this.settings = settings;
    }

    @Override
    public void watch(String service) {
        WatchedService watched = services.get(service);
        if (watched == null) {
            services.computeIfAbsent(
                    service,
                    name -> WatchedService.start(name, curator, registrations, probe, settings));
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
