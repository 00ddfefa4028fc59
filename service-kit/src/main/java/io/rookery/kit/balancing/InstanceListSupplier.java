package io.rookery.kit.balancing;

import io.rookery.kit.discovery.InstanceLists;
import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/**
 * Supplies Spring Cloud LoadBalancer with the instances in memory. Spring Cloud's own supplier
 * queries ZooKeeper and forgets instances that are missing there.
 */
final class InstanceListSupplier implements ServiceInstanceListSupplier {

    private final String service;
    private final InstanceLists lists;
    private final boolean onlyLeastBusy;

    /**
     * @param onlyLeastBusy whether only the eligible instances with the lowest load are supplied
     */
    InstanceListSupplier(String service, InstanceLists lists, boolean onlyLeastBusy) {
        this.service = service;
        this.lists = lists;
        this.onlyLeastBusy = onlyLeastBusy;
        lists.watch(service);
    }

    @Override
    public String getServiceId() {
        return service;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return Flux.just(lists.of(service));
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface declares it so
    public Flux<List<ServiceInstance>> get(Request request) {
        List<ServiceInstance> all = lists.of(service);
        if (request.getContext() instanceof Candidates candidates) {
            return Flux.just(
                    onlyLeastBusy ? candidates.leastBusyAmong(all) : candidates.among(all));
        }
        return Flux.just(all);
    }
}
