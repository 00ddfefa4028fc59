package io.rookery.kit.balancing;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;

/** Configures client-side load balancing over the instances in memory. */
@AutoConfiguration
@EnableConfigurationProperties(LoadBalancingSettings.class)
@LoadBalancerClients(defaultConfiguration = BalancerConfiguration.class)
class LoadBalancingAutoConfiguration {

    @Bean
    InstanceChooser instanceChooser(LoadBalancerClientFactory contexts, DiscoveryClient discovery) {
        return new InstanceChooser(
                service -> contexts.getInstance(service, ReactorServiceInstanceLoadBalancer.class),
                discovery);
    }
}
