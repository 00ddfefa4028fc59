package io.rookery.kit.failover;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.rookery.kit.admission.Admission;
import io.rookery.kit.balancing.InstanceChooser;
import io.rookery.kit.breaker.CircuitBreakerAutoConfiguration;
import io.rookery.kit.discovery.InstanceProbe;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;

/** Configures failover: requests to other services avoid the instances that fail. */
@AutoConfiguration(after = CircuitBreakerAutoConfiguration.class)
@EnableConfigurationProperties(FailoverSettings.class)
class FailoverAutoConfiguration {

    @Bean
    InstanceHealth instanceHealth(
            FailoverSettings settings,
            InstanceProbe probe,
            DiscoveryClient discovery,
            CircuitBreakerRegistry breakers) {
        return new InstanceHealth(settings, probe, discovery::getInstances, breakers);
    }

    @Bean(initMethod = "start")
    HangDetector attemptWatch(
            FailoverSettings settings, InstanceProbe probe, InstanceHealth health) {
        return new HangDetector(settings.probeAfter(), probe, health);
    }

    @Bean
    InstanceTransport instanceTransport(
            FailoverSettings settings, HangDetector watch, Admission admission) {
        return new InstanceTransport(settings, watch, admission);
    }

    @Bean
    RequestFailover requestFailover(
            InstanceChooser chooser,
            InstanceTransport transport,
            InstanceHealth health,
            FailoverSettings settings,
            MeterRegistry metrics,
            Tracer tracer) {
        return new RequestFailover(
                chooser, transport, health, settings, new FailoverMetrics(metrics), tracer);
    }
}
