package io.rookery.kit.balancing;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/**
 * Supplies Spring Cloud LoadBalancer with the instances that a request may go to. Spring Cloud's
 * own supplier asks the same discovery client, but on another thread, and does not know which
 * instances are eligible.
 */
final class InstanceListSupplier implements ServiceInstanceListSupplier {

    private final String service;
    private final DiscoveryClient discovery;
    private final boolean onlyLeastBusy;

    /**
     * @param onlyLeastBusy whether only the eligible instances with the lowest load are supplied
     */
    InstanceListSupplier(String service, DiscoveryClient discovery, boolean onlyLeastBusy) {
        this.service = service;
        this.discovery = discovery;
        this.onlyLeastBusy = onlyLeastBusy;
    }

    @Override
    public String getServiceId() {
        return service;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return Flux.just(discovery.getInstances(service));
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface declares it so
    public Flux<List<ServiceInstance>> get(Request request) {
        List<ServiceInstance> all = discovery.getInstances(service);
        if (request.getContext() instanceof Candidates candidates) {
            return Flux.just(
                    onlyLeastBusy ? candidates.leastBusyAmong(all) : candidates.among(all));
        }
        return Flux.just(all);
    }
}
