package io.rookery.kit.balancing;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.loadbalancer.core.RoundRobinLoadBalancer;
import org.springframework.cloud.loadbalancer.support.SimpleObjectProvider;

/** Creates round-robin choosers without an application context. */
public final class RoundRobin {

    private RoundRobin() {}

    /** A chooser that goes round robin over the current content of the list. */
    public static InstanceChooser over(Supplier<List<ServiceInstance>> instances) {
        DiscoveryClient discovery = new ListDiscoveryClient(instances);
        return new InstanceChooser(
                service ->
                        new RoundRobinLoadBalancer(
                                new SimpleObjectProvider<>(
                                        new InstanceListSupplier(service, discovery, false)),
                                service,
                                0),
                discovery);
    }

    private record ListDiscoveryClient(Supplier<List<ServiceInstance>> instances)
            implements DiscoveryClient {

        @Override
        public String description() {
            return "A list";
        }

        @Override
        public List<ServiceInstance> getInstances(String service) {
            return instances.get();
        }

        @Override
        public List<String> getServices() {
            return List.of();
        }
    }
}
