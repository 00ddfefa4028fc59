package io.rookery.kit.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class CircuitBreakerMetricsTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(CircuitBreakerAutoConfiguration.class);
    private final CircuitBreakerRegistry breakers = context.getBean(CircuitBreakerRegistry.class);

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void followTheStateOfBreakersThatComeLater() {
        context.getBean(MeterBinder.class).bindTo(meters);

        breakers.circuitBreaker("shard-0").transitionToOpenState();

        assertThat(state("open")).isOne();
        assertThat(state("closed")).isZero();
    }

    @Test
    void leaveWithTheirBreaker() {
        context.getBean(MeterBinder.class).bindTo(meters);
        breakers.circuitBreaker("shard-0");

        breakers.remove("shard-0");

        assertThat(meters.find("resilience4j.circuitbreaker.state").gauges()).isEmpty();
    }

    private double state(String state) {
        return meters.get("resilience4j.circuitbreaker.state")
                .tags("name", "shard-0", "state", state)
                .gauge()
                .value();
    }
}
