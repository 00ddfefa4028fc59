package io.rookery.kit.balancing;

import io.rookery.kit.discovery.InstanceLists;
import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** Feeds Spring Cloud LoadBalancer from memory; its own supplier asks ZooKeeper and forgets. */
final class InstanceListSupplier implements ServiceInstanceListSupplier {

    private final String service;
    private final InstanceLists lists;
    private final boolean onlyLeastBusy;

    /**
     * @param onlyLeastBusy whether of those that a request may go to only the least busy are named
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
    @SuppressWarnings("rawtypes") // as the interface has it
    public Flux<List<ServiceInstance>> get(Request request) {
        List<ServiceInstance> all = lists.of(service);
        if (request.getContext() instanceof Candidates candidates) {
            return Flux.just(
                    onlyLeastBusy ? candidates.leastBusyAmong(all) : candidates.among(all));
        }
        return Flux.just(all);
    }
}
