package io.rookery.shard.transaction;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link ShardClient} makes its circuit breakers and connection pools visible.
 *
 * @param breakers gets two circuit breakers for each shard: {@code shard-0} opens while the primary
 *     is down, {@code shard-0-reads} also while it is slow
 * @param pools gets the metrics of the pools {@code shard-0} and {@code shard-0-standby}; null for
 *     none
 */
public record ShardMetrics(CircuitBreakerRegistry breakers, @Nullable MetricsTrackerFactory pools) {

    /** Visible to nobody. */
    public static ShardMetrics none() {
        return new ShardMetrics(CircuitBreakerRegistry.ofDefaults(), null);
    }
}
