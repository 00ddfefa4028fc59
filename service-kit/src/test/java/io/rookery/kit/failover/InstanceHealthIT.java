package io.rookery.kit.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.rookery.kit.discovery.InstanceProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.util.unit.DataSize;

class InstanceHealthIT {

    private static final FailoverSettings SETTINGS =
            new FailoverSettings(
                    Duration.ofMillis(300),
                    Duration.ofSeconds(3),
                    Duration.ZERO,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(3),
                    0.1,
                    10,
                    0.3,
                    Duration.ofMillis(10),
                    Duration.ofMillis(10),
                    1,
                    DataSize.ofMegabytes(2));

    private final InstanceProbe probe = new InstanceProbe(Duration.ofMillis(100));
    private volatile List<ServiceInstance> listed = List.of();
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final InstanceHealth health =
            new InstanceHealth(SETTINGS, probe, _ -> listed, breakers);

    @AfterEach
    void close() {
        health.close();
        probe.close();
    }

    @Test
    void knowsNoMoreInstancesThanAreListedHoweverManyHaveBeen() {
        for (int generation = 1; generation <= 1_000; generation++) {
            listed = List.of(instance(generation), instance(generation + 1));
            listed.forEach(instance -> health.succeeded(instance, 1));
        }

        assertThat(health.all()).hasSizeLessThanOrEqualTo(3);
        assertThat(breakers.getAllCircuitBreakers()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void trustsAnInstanceThatComesBackThoughTheBreakerOfItsEarlierLifeIsStillRegistered() {
        breakers.circuitBreaker("test at 127.0.0.1:1").transitionToOpenState();

        assertThat(health.isGood(instance(1))).isTrue();
    }

    @Test
    void stopsProbingAnInstanceThatHasLeftTheList() {
        ServiceInstance gone = instance(1);
        listed = List.of(gone);
        health.failed(gone, AttemptFailure.UNREACHABLE);
        assertThat(health.isGood(gone)).isFalse();
        listed = List.of();

        await().until(() -> health.all().isEmpty());
    }

    /** An instance with an address on which nothing listens. */
    private static ServiceInstance instance(int number) {
        return new DefaultServiceInstance(
                "127.0.0.1:" + number, "test", "127.0.0.1", number, false, Map.of());
    }
}
