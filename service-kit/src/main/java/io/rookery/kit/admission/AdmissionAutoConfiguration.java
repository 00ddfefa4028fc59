package io.rookery.kit.admission;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Configures load shedding: an instance admits no more requests than it can answer in time. */
@AutoConfiguration
@EnableConfigurationProperties(AdmissionSettings.class)
class AdmissionAutoConfiguration {

    @Bean
    AdmissionLimit admission(AdmissionSettings settings) {
        return new AdmissionLimit(settings, System::nanoTime);
    }

    @Bean
    EntryGate gate(AdmissionSettings settings) {
        return new EntryGate(settings.entering());
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    AdmissionServerCustomizer admissionServerCustomizer(
            EntryGate gate,
            AdmissionLimit limit,
            AdmissionSettings settings,
            Environment environment) {
        // With a separate management port, health checks do not arrive on this connector.
        boolean tellsHealth = ManagementPortType.get(environment) == ManagementPortType.SAME;
        return new AdmissionServerCustomizer(
                gate, new AdmissionValve(limit, settings.trustCallers(), tellsHealth));
    }

    @Bean
    MeterBinder admissionMetrics(EntryGate gate, AdmissionLimit limit) {
        return registry -> bind(gate, limit, registry);
    }

    private static void bind(EntryGate gate, AdmissionLimit limit, MeterRegistry registry) {
        Gauge.builder("rookery.admission.queued", gate, EntryGate::waiting)
                .description("Requests that wait for the decision to admit or shed them")
                .register(registry);
        Gauge.builder("rookery.admission.limit", limit, AdmissionLimit::limit)
                .description("Maximum number of concurrent requests")
                .register(registry);
        Gauge.builder("rookery.admission.stalled", limit, AdmissionLimit::stalled)
                .description("Stalled requests, which do not count towards the limit")
                .register(registry);
        for (Partition partition : Partition.values()) {
            Gauge.builder("rookery.admission.inflight", limit, it -> it.inFlight(partition))
                    .description("Requests that are being handled")
                    .tag("partition", partition.label())
                    .register(registry);
            FunctionCounter.builder("rookery.admission.shed", limit, it -> it.shed(partition))
                    .description("Requests that were shed")
                    .tag("partition", partition.label())
                    .register(registry);
        }
    }
}
