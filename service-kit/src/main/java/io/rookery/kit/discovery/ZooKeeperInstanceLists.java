package io.rookery.kit.discovery;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Instance lists that are kept up to date from ZooKeeper. They stay unchanged while ZooKeeper is
 * down.
 */
final class ZooKeeperInstanceLists implements InstanceLists, AutoCloseable {

    private final CuratorFramework curator;
    private final Registrations registrations;
    private final InstanceProbe probe;
    private final DiscoverySettings settings;
    private final ConcurrentMap<String, ServiceWatcher> services = new ConcurrentHashMap<>();

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
        ServiceWatcher watched = services.get(service);
        if (watched == null) {
            services.computeIfAbsent(
                    service,
                    name -> ServiceWatcher.start(name, curator, registrations, probe, settings));
        }
    }

    @Override
    public List<ServiceInstance> of(String service) {
        ServiceWatcher watched = services.get(service);
        if (watched == null) {
            watch(service);
            return List.of();
        }
        return watched.instances();
    }

    @Override
    public void close() {
        services.values().forEach(ServiceWatcher::close);
    }
}
