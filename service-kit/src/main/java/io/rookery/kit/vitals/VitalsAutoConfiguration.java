package io.rookery.kit.vitals;

import io.rookery.kit.admission.Admission;
import io.rookery.kit.discovery.InstanceSettings;
import io.rookery.kit.failover.Callees;
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

/** Serves the vitals where the instance is managed: beside its own paths, or on a port apart. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class VitalsAutoConfiguration {

    @Bean
    VitalSigns vitalSigns(
            @Value("${spring.application.name}") String service,
            InstanceSettings instance,
            Environment environment,
            Callees callees,
            Admission admission,
            ObjectProvider<ShardGauge> shards,
            ObjectProvider<CacheGauge> caches,
            InstantSource clock) {
        return new VitalSigns(
                service,
                instance,
                environment,
                callees,
                admission,
                shards.orderedStream().toList(),
                caches.orderedStream().toList(),
                clock);
    }

    @Bean
    @ConditionalOnManagementPort(ManagementPortType.SAME)
    ServletRegistrationBean<VitalsServlet> vitalsServlet(
            PeerVerifier peers, VitalSigns signs, JsonMapper json) {
        return registration(peers, signs, json);
    }

    static ServletRegistrationBean<VitalsServlet> registration(
            PeerVerifier peers, VitalSigns signs, JsonMapper json) {
        return new ServletRegistrationBean<>(
                new VitalsServlet(peers, signs::take, json), VitalsServlet.PATH);
    }
}
