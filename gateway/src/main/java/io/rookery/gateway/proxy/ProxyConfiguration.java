package io.rookery.gateway.proxy;

import io.rookery.gateway.answer.AnswerMemory;
import io.rookery.kit.balancing.LoadBalancingSettings;
import io.rookery.kit.failover.RequestFailover;
import io.rookery.kit.security.RevocationList;
import io.rookery.kit.security.TokenVerifier;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.gateway.server.mvc.config.RouteProperties;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures how requests of clients reach the services. The routes are settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
class ProxyConfiguration {

    private static final String SCHEME = "failover";

    @Bean
    ProxyHandler proxyHandler(
            RequestFailover failover,
            TokenVerifier tokens,
            RevocationList revocations,
            LoadBalancingSettings balancing,
            AnswerMemory memory,
            GatewaySettings settings) {
        return new ProxyHandler(
                failover,
                tokens,
                new Revocation(tokens, revocations),
                new StickyCookies(balancing.sticky(), failover),
                memory,
                settings);
    }

    @Bean
    RoutedServices routedServices(RequestFailover failover) {
        return new RoutedServices(failover);
    }

    /**
     * Makes the handlers of all routes whose URI is {@code failover://SERVICE}. Spring Cloud
     * Gateway finds this bean by its name, which begins with the scheme of the URI.
     */
    @Bean
    Function<RouteProperties, HandlerFunctionDefinition> failoverHandlerFunctionDefinition(
            ProxyHandler proxy, RoutedServices services) {
        return properties -> {
            Route route = Route.of(properties);
            services.add(route.service());
            return new HandlerFunctionDefinition.Default(
                    SCHEME, request -> proxy.handle(route, request));
        };
    }

    /** Ready once the gateway knows an instance of each service that a route leads to. */
    @Bean
    HealthIndicator instancesHealthIndicator(RoutedServices services) {
        return () -> services.areKnown() ? Health.up().build() : Health.outOfService().build();
    }
}
