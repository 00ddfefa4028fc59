package io.rookery.kit.identity;

import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Gives a service its identity, and checks the caller of each request to an internal path. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(IdentitySettings.class)
class IdentityAutoConfiguration {

    @Bean
    PeerKeys peerKeys(IdentitySettings settings) {
        return PeerKeys.parse(settings.peerKeys());
    }

    @Bean
    ServiceIdentity serviceIdentity(
            @Value("${spring.application.name}") String service,
            IdentitySettings settings,
            PeerKeys keys) {
        return new ServiceIdentity(Peer.of(service), settings.signingKey(), keys);
    }

    @Bean
    PeerTokens peerTokens(
            ServiceIdentity identity, IdentitySettings settings, InstantSource clock) {
        return new PeerTokens(identity, settings.tokenLifetime(), clock);
    }

    @Bean
    PeerVerifier peerVerifier(
            ServiceIdentity identity,
            PeerKeys keys,
            IdentitySettings settings,
            InstantSource clock) {
        return new PeerVerifier(identity.self(), keys, settings.clockTolerance(), clock);
    }

    @Bean
    WebMvcConfigurer internalPaths(PeerVerifier peers) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new InternalPathInterceptor(peers))
                        .addPathPatterns(InternalPathInterceptor.PATHS);
            }
        };
    }

    @Bean
    InternalRoutes internalRoutes(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        return new InternalRoutes(mapping);
    }

    @Bean
    @ConditionalOnManagementPort(ManagementPortType.SAME)
    FilterRegistrationBean<ActuatorFilter> actuatorFilter(
            PeerVerifier peers, IdentitySettings settings) {
        return ActuatorFilter.registration(peers, settings);
    }
}
