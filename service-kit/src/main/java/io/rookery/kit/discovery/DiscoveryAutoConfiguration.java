package io.rookery.kit.discovery;

import io.rookery.kit.zookeeper.ZooKeeperClientAutoConfiguration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.details.JsonInstanceSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.cloud.zookeeper.discovery.ZookeeperInstance;
import org.springframework.context.annotation.Bean;

/** Registers this instance and follows those of other services. */
@AutoConfiguration(after = ZooKeeperClientAutoConfiguration.class)
@EnableConfigurationProperties({DiscoverySettings.class, InstanceSettings.class})
class DiscoveryAutoConfiguration {

    @Bean
    InstanceProbe instanceProbe(DiscoverySettings settings) {
        return new InstanceProbe(settings.probeTimeout());
    }

    @Bean
    ZooKeeperInstanceLists instanceLists(
            CuratorFramework curator, InstanceProbe probe, DiscoverySettings settings) {
        return new ZooKeeperInstanceLists(
                ServiceDiscoveryBuilder.builder(ZookeeperInstance.class)
                        .client(curator)
                        .basePath(settings.root())
                        .serializer(new JsonInstanceSerializer<>(ZookeeperInstance.class))
                        .build(),
                probe,
                settings);
    }

    @Bean
    @ConditionalOnProperty(name = "rookery.discovery.register", matchIfMissing = true)
    InstanceRegistrar instanceRegistrar(
            @Value("${spring.application.name}") String service,
            CuratorFramework curator,
            DiscoverySettings settings,
            InstanceSettings instance,
            HealthEndpoint health) {
        return new InstanceRegistrar(
                service,
                curator,
                settings,
                instance,
                () -> isReady(health.healthForPath("readiness")));
    }

    private static boolean isReady(@Nullable HealthDescriptor readiness) {
        return readiness != null && Status.UP.equals(readiness.getStatus());
    }
}
