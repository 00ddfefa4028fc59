package io.rookery.feed.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.Delay;
import io.rookery.kit.vitals.CacheGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Configures Lettuce so that commands to a lost node fail immediately instead of waiting for it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
class RedisConfiguration {

    private static final Duration REFRESH_AT_MOST_EVERY = Duration.ofMillis(200);
    private static final Duration RECONNECT_FIRST_AFTER = Duration.ofMillis(20);
    private static final Duration RECONNECT_AT_LEAST_EVERY = Duration.ofMillis(500);

    @Bean
    LettuceClientOptionsBuilderCustomizer lettuceOptions(RedisSettings settings) {
        return options -> configure((ClusterClientOptions.Builder) options, settings);
    }

    @Bean
    ClientResourcesBuilderCustomizer lettuceReconnects() {
        return resources ->
                resources.reconnectDelay(() ->
                        Delay.exponential(
                                RECONNECT_FIRST_AFTER,
                                RECONNECT_AT_LEAST_EVERY,
                                2,
                                TimeUnit.MILLISECONDS));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RedisPipelineClient redisCluster(
            LettuceConnectionFactory connections,
            RedisSettings settings,
            CircuitBreakerRegistry breakers) {
        return new RedisPipelineClient(
                () -> (RedisClusterClient) connections.getRequiredNativeClient(),
                settings,
                breakers);
    }

    @Bean
    CacheGauge redisGauge(RedisPipelineClient redis) {
        return redis::health;
    }

    /**
     * Adds to the options that Spring has set from its own properties, such as certificates.
     * Commands have no timers of their own: a {@link Pipeline} has one timeout for all of its
     * commands, which costs a fraction of that.
     */
    static ClusterClientOptions.Builder configure(
            ClusterClientOptions.Builder options, RedisSettings settings) {
        ClusterTopologyRefreshOptions refresh =
                ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(settings.topologyRefresh())
                        .adaptiveRefreshTriggersTimeout(REFRESH_AT_MOST_EVERY)
                        .refreshTriggersReconnectAttempts(1)
                        .build();
        return options.topologyRefreshOptions(refresh)
                .timeoutOptions(ClientOptions.DEFAULT_TIMEOUT_OPTIONS)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(settings.mostCommandsInFlight())
                .socketOptions(
                        SocketOptions.builder()
                                .connectTimeout(settings.connectWithin())
                                .keepAlive(true)
                                .build());
    }
}
