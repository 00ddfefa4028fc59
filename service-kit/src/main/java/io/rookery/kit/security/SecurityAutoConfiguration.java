package io.rookery.kit.security;

import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Verifies access tokens in services that have verification keys. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("rookery.security.token-verification-keys")
    static class Tokens {

        @Bean
        RevocationList revocationList(RevocationSource source) {
            return new RevocationList(source);
        }

        /** Starts polling only after all beans exist, so that the source is ready. */
        @Bean
        SmartInitializingSingleton revocationPolling(RevocationList revocations) {
            return revocations::start;
        }

        @Bean
        TokenVerifier tokenVerifier(SecuritySettings settings, RevocationList revocations) {
            return new TokenVerifier(
                    Objects.requireNonNull(settings.tokenVerificationKeys()),
                    revocations,
                    settings.rememberedTokens());
        }

        @Bean
        HealthIndicator revocationsHealthIndicator(RevocationList revocations) {
            return new RevocationHealthIndicator(revocations);
        }

        @Bean
        WebMvcConfigurer callerArgument(TokenVerifier tokens) {
            return new WebMvcConfigurer() {
                @Override
                public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                    resolvers.add(new CallerArgumentResolver(tokens));
                }
            };
        }
    }
}
