package io.rookery.kit.vitals;

import io.rookery.kit.admission.Admission;
import io.rookery.kit.discovery.InstanceSettings;
import io.rookery.kit.failover.UpstreamStatsSource;
import io.rookery.kit.identity.PeerVerifier;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves the status of the instance on its management port: the service's own port, or a separate
 * one.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class InstanceStatusAutoConfiguration {

    @Bean
    InstanceStatusCollector vitalSigns(
            @Value("${spring.application.name}") String service,
            InstanceSettings instance,
            Environment environment,
            UpstreamStatsSource upstreams,
            Admission admission,
            ObjectProvider<ShardGauge> shards,
            ObjectProvider<CacheGauge> caches,
            InstantSource clock) {
        return new InstanceStatusCollector(
                service,
                instance,
                environment,
                upstreams,
                admission,
                shards.orderedStream().toList(),
                caches.orderedStream().toList(),
                clock);
    }

    @Bean
    @ConditionalOnManagementPort(ManagementPortType.SAME)
    ServletRegistrationBean<InstanceStatusServlet> vitalsServlet(
            PeerVerifier peers, InstanceStatusCollector signs, JsonMapper json) {
        return registration(peers, signs, json);
    }

    static ServletRegistrationBean<InstanceStatusServlet> registration(
            PeerVerifier peers, InstanceStatusCollector signs, JsonMapper json) {
        return new ServletRegistrationBean<>(
                new InstanceStatusServlet(peers, signs::take, json), InstanceStatusServlet.PATH);
    }
}
