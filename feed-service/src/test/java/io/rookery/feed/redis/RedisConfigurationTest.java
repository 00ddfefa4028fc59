package io.rookery.feed.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisConfigurationTest {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(
                                    SslAutoConfiguration.class, DataRedisAutoConfiguration.class))
                    .withUserConfiguration(RedisConfiguration.class)
                    .withBean(CircuitBreakerRegistry.class, CircuitBreakerRegistry::ofDefaults)
                    .withPropertyValues("spring.data.redis.cluster.nodes=127.0.0.1:1");

    @Test
    void refusesCommandsWhileThereIsNoConnection() {
        service.run(context -> {
            ClientOptions options = options(context.getBean(LettuceConnectionFactory.class));

            assertThat(options.getDisconnectedBehavior())
                    .isEqualTo(DisconnectedBehavior.REJECT_COMMANDS);
            assertThat(options.getTimeoutOptions().isTimeoutCommands())
                    .isEqualTo(ClientOptions.create().getTimeoutOptions().isTimeoutCommands());
        });
    }

    @Test
    void believesTheServersThatTheBundleVouchesFor() throws Exception {
        service.withPropertyValues(
                        "spring.data.redis.ssl.enabled=true",
                        "spring.data.redis.ssl.bundle=engines",
                        "spring.ssl.bundle.pem.engines.truststore.certificate=" + someRoot())
                .run(context -> {
                    LettuceConnectionFactory redis =
                            context.getBean(LettuceConnectionFactory.class);

                    assertThat(redis.isUseSsl()).isTrue();
                    assertThat(options(redis).getSslOptions())
                            .isNotEqualTo(ClientOptions.DEFAULT_SSL_OPTIONS);
                });
    }

    /** Returns a root certificate of the JDK, as PEM. */
    private static String someRoot() throws Exception {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509TrustManager known = (X509TrustManager) factory.getTrustManagers()[0];
        byte[] content = known.getAcceptedIssuers()[0].getEncoded();
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(content));
    }

    private static ClientOptions options(LettuceConnectionFactory redis) {
        return redis.getClientConfiguration().getClientOptions().orElseThrow();
    }
}
