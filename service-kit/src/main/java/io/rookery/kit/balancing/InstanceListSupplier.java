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

    InstanceListSupplier(String service, InstanceLists lists) {
        this.service = service;
        this.lists = lists;
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
        return Flux.just(
                request.getContext() instanceof Candidates candidates
                        ? candidates.among(all)
                        : all);
    }
}
