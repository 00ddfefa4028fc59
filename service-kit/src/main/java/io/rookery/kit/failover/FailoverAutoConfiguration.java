package io.rookery.kit.failover;

import io.micrometer.core.instrument.MeterRegistry;
import io.rookery.kit.balancing.InstanceChooser;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Sends requests to other services, past the instances that fail. */
@AutoConfiguration
@EnableConfigurationProperties(FailoverSettings.class)
class FailoverAutoConfiguration {

    @Bean
    InstanceTransport instanceTransport(FailoverSettings settings) {
        return new InstanceTransport(settings);
    }

    @Bean
    RequestFailover requestFailover(
            InstanceChooser chooser,
            InstanceTransport transport,
            FailoverSettings settings,
            MeterRegistry metrics) {
        return new RequestFailover(
                chooser,
                transport,
                new InstanceHealth(settings),
                settings,
                new FailoverMetrics(metrics));
    }
}
