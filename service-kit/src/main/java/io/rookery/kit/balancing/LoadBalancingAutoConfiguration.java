package io.rookery.kit.balancing;

import io.rookery.kit.discovery.InstanceLists;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.reactive.ReactiveLoadBalancer;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;

/** Spreads requests over the instances that are known from memory. */
@AutoConfiguration
@EnableConfigurationProperties(LoadBalancingSettings.class)
@LoadBalancerClients(defaultConfiguration = LoadBalancerClientConfiguration.class)
class LoadBalancingAutoConfiguration {

    @Bean
    InstanceChooser instanceChooser(
            ReactiveLoadBalancer.Factory<ServiceInstance> factory, InstanceLists lists) {
        return new InstanceChooser(factory, lists);
    }
}
