package io.rookery.kit.discovery;

import io.rookery.kit.identity.PeerKeys;
import io.rookery.kit.identity.ServiceIdentity;
import io.rookery.kit.zookeeper.ZooKeeperClientAutoConfiguration;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** Configures service discovery: registers this instance and watches those of other services. */
@AutoConfiguration(after = ZooKeeperClientAutoConfiguration.class)
@EnableConfigurationProperties({DiscoverySettings.class, InstanceSettings.class})
class DiscoveryAutoConfiguration {

    @Bean
    InstanceProbe instanceProbe(DiscoverySettings settings) {
        return new InstanceProbe(settings.probeTimeout());
    }

    @Bean
    Registrations registrations(PeerKeys keys) {
        return new Registrations(keys);
    }

    @Bean
    RegistryDiscoveryClient registryDiscoveryClient(
            CuratorFramework curator,
            Registrations registrations,
            InstanceProbe probe,
            DiscoverySettings settings) {
        return new RegistryDiscoveryClient(curator, registrations, probe, settings);
    }

    @Bean
    @ConditionalOnProperty(name = "rookery.discovery.register", matchIfMissing = true)
    ZooKeeperServiceRegistry serviceRegistry(
            ServiceIdentity identity, CuratorFramework curator, DiscoverySettings settings) {
        return new ZooKeeperServiceRegistry(identity, curator, settings.registrationCheck());
    }

    @Bean
    @ConditionalOnBean(ZooKeeperServiceRegistry.class)
    InstanceRegistrar instanceRegistrar(
            ZooKeeperServiceRegistry registry,
            ServiceIdentity identity,
            DiscoverySettings settings,
            InstanceSettings instance,
            HealthEndpoint health,
            ApplicationEventPublisher events) {
        return new InstanceRegistrar(
                registry,
                identity.self().text(),
                settings,
                instance,
                () -> isReady(health.healthForPath("readiness")),
                events);
    }

    private static boolean isReady(@Nullable HealthDescriptor readiness) {
        return readiness != null && Status.UP.equals(readiness.getStatus());
    }
}
