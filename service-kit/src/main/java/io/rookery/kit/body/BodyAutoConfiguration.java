package io.rookery.kit.body;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Configures the reading of request bodies, within bounds of time and memory. */
@AutoConfiguration
@EnableConfigurationProperties(BodySettings.class)
class BodyAutoConfiguration {

    /** A body that has been arriving for this long may be evicted in favour of another one. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Bean
    BodyMemory bodyMemory(BodySettings settings) {
        return new BodyMemory(
                settings.bytes(), settings.waiting(), PATIENCE_NANOS, System::nanoTime);
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    BodyServerCustomizer bodyServerCustomizer(BodyMemory memory, BodySettings settings) {
        return new BodyServerCustomizer(new BodyValve(memory, settings), settings);
    }

    @Bean
    MeterBinder bodyMetrics(BodyMemory memory) {
        return registry -> {
            Gauge.builder("rookery.body.bytes", memory, BodyMemory::used)
                    .description("Memory of request bodies")
                    .baseUnit("bytes")
                    .register(registry);
            Gauge.builder("rookery.body.waiting", memory, BodyMemory::unfinished)
                    .description("Request bodies that are still arriving")
                    .register(registry);
        };
    }
}
