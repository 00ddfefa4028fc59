package io.rookery.gateway.proxy;

import io.rookery.gateway.answer.AnswerMemory;
import io.rookery.gateway.route.RouteTable;
import io.rookery.kit.balancing.LoadBalancingSettings;
import io.rookery.kit.failover.RequestFailover;
import io.rookery.kit.security.RevocationList;
import io.rookery.kit.security.TokenVerifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Configures one route for each service that clients reach. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
class ProxyConfiguration {

    @Bean
    RouteTable routeTable() {
        return new RouteTable();
    }

    @Bean
    ProxyHandler proxyHandler(
            RouteTable routes,
            RequestFailover failover,
            TokenVerifier tokens,
            RevocationList revocations,
            LoadBalancingSettings balancing,
            AnswerMemory memory,
            GatewaySettings settings) {
        return new ProxyHandler(
                routes,
                failover,
                tokens,
                new Revocation(tokens, revocations),
                new StickyCookies(balancing.sticky(), failover),
                memory,
                settings);
    }

    @Bean
    RouterFunction<ServerResponse> feedService(
            RouteTable routes, ProxyHandler proxy, RequestFailover failover) {
        return routeTo(RouteTable.FEED_SERVICE, routes, proxy, failover);
    }

    @Bean
    RouterFunction<ServerResponse> userService(
            RouteTable routes, ProxyHandler proxy, RequestFailover failover) {
        return routeTo(RouteTable.USER_SERVICE, routes, proxy, failover);
    }

    /** Ready once the gateway knows instances of both services. */
    @Bean
    HealthIndicator instancesHealthIndicator(RequestFailover failover) {
        return () ->
                failover.knows(RouteTable.USER_SERVICE) && failover.knows(RouteTable.FEED_SERVICE)
                        ? Health.up().build()
                        : Health.outOfService().build();
    }

    private static RouterFunction<ServerResponse> routeTo(
            String service, RouteTable routes, ProxyHandler proxy, RequestFailover failover) {
        failover.prepare(service);
        RequestPredicate belongsToService =
                request ->
                        service.equals(
                                routes.serviceOf(RouteTable.pathOf(request.servletRequest())));
        return GatewayRouterFunctions.route(service).route(belongsToService, proxy).build();
    }
}
