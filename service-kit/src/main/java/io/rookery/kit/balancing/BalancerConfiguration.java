package io.rookery.kit.balancing;

import io.rookery.kit.balancing.LoadBalancingSettings.Strategy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.loadbalancer.core.RandomLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.RoundRobinLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.WeightedServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * The beans of Spring Cloud LoadBalancer's child context of each service. Configurations are
 * registered there by simple class name. So this class must not have the same name as Spring
 * Cloud's own configuration: one would silently replace the other.
 */
class BalancerConfiguration {

    @Bean
    @Primary
    ServiceInstanceListSupplier instanceListSupplier(
            Environment environment, DiscoveryClient discovery, LoadBalancingSettings settings) {
        InstanceListSupplier supplier =
                new InstanceListSupplier(
                        serviceOf(environment),
                        discovery,
                        settings.strategy() == Strategy.LEAST_REQUESTS);
        return switch (settings.strategy()) {
            case LEAST_REQUESTS, ROUND_ROBIN, RANDOM -> supplier;
            case WEIGHTED -> new WeightedServiceInstanceListSupplier(supplier);
        };
    }

    @Bean
    @Primary
    ReactorServiceInstanceLoadBalancer loadBalancer(
            Environment environment,
            ObjectProvider<ServiceInstanceListSupplier> supplier,
            LoadBalancingSettings settings) {
        String service = serviceOf(environment);
        return switch (settings.strategy()) {
            case LEAST_REQUESTS, ROUND_ROBIN, WEIGHTED ->
                    new RoundRobinLoadBalancer(supplier, service);
            case RANDOM -> new RandomLoadBalancer(supplier, service);
        };
    }

    private static String serviceOf(Environment environment) {
        return environment.getRequiredProperty(LoadBalancerClientFactory.PROPERTY_NAME);
    }
}
