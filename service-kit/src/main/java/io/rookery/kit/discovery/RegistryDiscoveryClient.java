package io.rookery.kit.discovery;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Spring Cloud's view of the instances in ZooKeeper. Lookups read memory and never block. The lists
 * stay unchanged while ZooKeeper is down.
 *
 * <p>The first lookup of a service returns an empty list and starts to watch the service.
 */
final class RegistryDiscoveryClient implements DiscoveryClient, AutoCloseable {

    private final CuratorFramework curator;
    private final Registrations registrations;
    private final InstanceProbe probe;
    private final DiscoverySettings settings;
    private final ConcurrentMap<String, ServiceWatcher> services = new ConcurrentHashMap<>();

    RegistryDiscoveryClient(
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
    public String description() {
        return "Registry in ZooKeeper";
    }

    @Override
    public List<ServiceInstance> getInstances(String service) {
        ServiceWatcher watched = services.get(service);
        if (watched == null) {
            watched =
                    services.computeIfAbsent(
                            service,
                            name ->
                                    ServiceWatcher.start(
                                            name, curator, registrations, probe, settings));
        }
        return watched.instances();
    }

    /** The services that have been looked up. A service may list no others. */
    @Override
    public List<String> getServices() {
        return List.copyOf(services.keySet());
    }

    /** Does nothing: an outage of ZooKeeper does not stop discovery. */
    @Override
    public void probe() {}

    /** Asked before clients that read lists from settings. */
    @Override
    public int getOrder() {
        return DEFAULT_ORDER - 1;
    }

    @Override
    public void close() {
        services.values().forEach(ServiceWatcher::close);
    }
}
