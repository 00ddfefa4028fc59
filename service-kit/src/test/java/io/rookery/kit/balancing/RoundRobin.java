package io.rookery.kit.balancing;

import io.rookery.kit.discovery.InstanceLists;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.RoundRobinLoadBalancer;
import org.springframework.cloud.loadbalancer.support.SimpleObjectProvider;

/** Creates round-robin choosers without an application context. */
public final class RoundRobin {

    private RoundRobin() {}

    /** A chooser that goes round robin over the current content of the list. */
    public static InstanceChooser over(Supplier<List<ServiceInstance>> instances) {
        InstanceLists lists =
                new InstanceLists() {
                    @Override
                    public void watch(String service) {}

                    @Override
                    public List<ServiceInstance> of(String service) {
                        return instances.get();
                    }
                };
        return new InstanceChooser(
                service ->
                        new RoundRobinLoadBalancer(
                                new SimpleObjectProvider<>(
                                        new InstanceListSupplier(service, lists, false)),
                                service,
                                0),
                lists);
    }
}
