package io.rookery.kit.shard;

import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opentelemetry.api.trace.Tracer;
import io.rookery.kit.admission.AdmittedRequest;
import io.rookery.kit.breaker.CircuitBreakerAutoConfiguration;
import io.rookery.kit.clock.ClockAutoConfiguration;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.zookeeper.ZooKeeperClientAutoConfiguration;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.map.ZooKeeperShardMaps;
import io.rookery.shard.outbox.OutboxWorker;
import io.rookery.shard.schema.SchemaReadiness;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.function.SingletonSupplier;

/**
 * Follows the shard map, and opens a client of the shards for a service that has a role on them.
 */
@AutoConfiguration(
        after = {
            ZooKeeperClientAutoConfiguration.class,
            ClockAutoConfiguration.class,
            CircuitBreakerAutoConfiguration.class
        })
@ConditionalOnClass(ShardClient.class)
class ShardAutoConfiguration {

    @Bean
    CorrectedClock correctedClock(InstantSource clock, ObjectProvider<ShardClient> shards) {
        SingletonSupplier<ShardClient> client = SingletonSupplier.ofNullable(shards::getIfUnique);
        return new CorrectedClock(
                clock, () -> Optional.ofNullable(client.get()).flatMap(ShardClient::time));
    }

    /** Makes identifiers by the corrected clock. */
    @Bean
    IdGenerator idGenerator(CorrectedClock clock) {
        return new IdGenerator(clock::instant);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(ShardMaps.class)
    ZooKeeperShardMaps shardMaps(CuratorFramework zooKeeper) {
        return ZooKeeperShardMaps.follow(zooKeeper);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("rookery.database.username")
    @EnableConfigurationProperties(DatabaseSettings.class)
    @Import(ShardUnavailableAdvice.class)
    static class Database {

        /** Longer than a failover takes. */
        private static final Duration UNANSWERED = Duration.ofSeconds(15);

        @Bean
        DatabaseLogin databaseLogin(DatabaseSettings settings) {
            return settings.login();
        }

        @Bean(destroyMethod = "close")
        ShardClient shardClient(
                ShardMaps maps,
                DatabaseSettings settings,
                DatabaseLogin login,
                Tracer tracer,
                CircuitBreakerRegistry breakers,
                MeterRegistry meters) {
            return ShardClient.open(
                    maps,
                    settings.toClientSettings(login),
                    () -> Deadline.current().remaining(),
                    AdmittedRequest::waits,
                    tracer,
                    new ShardMetrics(breakers, new MicrometerMetricsTrackerFactory(meters)));
        }

        @Bean(initMethod = "start")
        SchemaMigrator schemaMigrator(
                @Value("${spring.application.name}") String service,
                DatabaseSettings settings,
                ShardMaps maps,
                ShardClient shards,
                CuratorFramework zooKeeper) {
            return new SchemaMigrator(
                    service,
                    settings.schema(),
                    maps,
                    new SchemaReadiness(zooKeeper),
                    shards::primary,
                    UNANSWERED);
        }

        @Bean
        UnavailableShards unavailableShards(ShardMaps maps, ShardClient shards) {
            return new UnavailableShards(maps, shards);
        }

        /** Exports the counts of {@link OutboxWorker#refused} as a metric. */
        @Bean
        MeterBinder outboxMetrics(ObjectProvider<OutboxWorker> workers) {
            return registry ->
                    workers.ifUnique(worker -> {
                        for (String kind : worker.refused().keySet()) {
                            FunctionCounter.builder(
                                            "rookery.outbox.refused",
                                            worker,
                                            one -> one.refused().getOrDefault(kind, 0L))
                                    .tag("kind", kind)
                                    .register(registry);
                        }
                    });
        }

        @Bean
        HealthIndicator shardsHealthIndicator(ShardMaps maps, SchemaMigrator migrator) {
            return new ShardHealthIndicator(maps, migrator);
        }
    }
}
