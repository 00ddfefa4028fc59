package io.rookery.kit.balancing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import reactor.core.publisher.Mono;

/** Picks the instance for a request with Spring Cloud LoadBalancer. It never waits. */
public final class InstanceChooser implements SmartInitializingSingleton {

    private final Function<String, ReactorServiceInstanceLoadBalancer> factory;
    private final DiscoveryClient discovery;
    private final ConcurrentMap<String, ReactorServiceInstanceLoadBalancer> balancers =
            new ConcurrentHashMap<>();
    private final Set<String> expected = ConcurrentHashMap.newKeySet();
    private volatile boolean isStarted;

    /**
     * Picks from the instances that discovery knows.
     *
     * @param factory creates the load balancer of a service
     */
    InstanceChooser(
            Function<String, ReactorServiceInstanceLoadBalancer> factory,
            DiscoveryClient discovery) {
        this.factory = factory;
        this.discovery = discovery;
    }

    /** Prepares for requests to the service, so that the first one need not wait. */
    public void prepare(String service) {
        known(service);
        expected.add(service);
        if (isStarted) {
            balancerOf(service);
        }
    }

    /**
     * Creates the load balancers. Each has its own application context, which cannot be created
     * while this context is still being created.
     */
    @Override
    public void afterSingletonsInstantiated() {
        isStarted = true;
        expected.forEach(this::balancerOf);
    }

    /** All known instances, whatever their state. */
    public List<ServiceInstance> known(String service) {
        return discovery.getInstances(service);
    }

    /**
     * Picks the instance for a request; null if none is eligible.
     *
     * @param preferred identifier of the instance to take as long as it is eligible, if any
     * @param load how busy an instance is; less is better
     */
    public @Nullable ServiceInstance choose(
            String service,
            Predicate<ServiceInstance> eligible,
            @Nullable String preferred,
            ToIntFunction<ServiceInstance> load) {
        Response<ServiceInstance> choice =
                Mono.from(
                                balancerOf(service)
                                        .choose(
                                                new DefaultRequest<>(
                                                        new Candidates(eligible, preferred, load))))
                        .block();
        return choice != null && choice.hasServer() ? choice.getServer() : null;
    }

    private ReactorServiceInstanceLoadBalancer balancerOf(String service) {
        ReactorServiceInstanceLoadBalancer balancer = balancers.get(service);
        return balancer != null ? balancer : balancers.computeIfAbsent(service, factory);
    }
}
