package io.rookery.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcPropertiesBeanDefinitionRegistrar;
import org.springframework.cloud.gateway.server.mvc.config.RouteProperties;
import org.springframework.cloud.gateway.server.mvc.config.RouterFunctionHolderFactory;
import org.springframework.cloud.gateway.server.mvc.filter.FilterAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.filter.FilterBeanFactoryDiscoverer;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctionDefinition;
import org.springframework.cloud.gateway.server.mvc.predicate.PredicateAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.predicate.PredicateBeanFactoryDiscoverer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.ServletRequestPathUtils;

/** Tests the routes of the gateway's settings, as Spring Cloud Gateway reads them. */
class RoutesTest {

    private static final String SERVICE = "Service";
    private static final String VERIFIES = "Verifies-Tokens";

    private static AnnotationConfigApplicationContext context;
    private static RouterFunction<ServerResponse> routes;

    @Configuration(proxyBeanMethods = false)
    @Import({
        GatewayMvcPropertiesBeanDefinitionRegistrar.class,
        GatewayMvcProperties.class,
        FilterAutoConfiguration.class,
        PredicateAutoConfiguration.class
    })
    static class Configured {

        @Bean
        RouterFunctionHolderFactory routerFunctionHolderFactory(
                Environment environment,
                BeanFactory beans,
                FilterBeanFactoryDiscoverer filters,
                PredicateBeanFactoryDiscoverer predicates) {
            return new RouterFunctionHolderFactory(environment, beans, filters, predicates);
        }

        @Bean
        Function<RouteProperties, HandlerFunctionDefinition> failoverHandlerFunctionDefinition() {
            return properties -> {
                Route route = Route.of(properties);
                return new HandlerFunctionDefinition.Default(
                        "failover",
                        _ ->
                                ServerResponse.ok()
                                        .header(SERVICE, route.service())
                                        .header(VERIFIES, "" + route.verifiesTokens())
                                        .build());
            };
        }
    }

    @BeforeAll
    @SuppressWarnings("unchecked") // the bean has no other type
    static void readTheSettings() {
        context = new AnnotationConfigApplicationContext();
        new ConfigDataApplicationContextInitializer().initialize(context);
        context.register(Configured.class);
        context.refresh();
        routes = context.getBean("gatewayCompositeRouterFunction", RouterFunction.class);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/statuses, feed-service",
        "/api/v1/statuses/, feed-service",
        "/api/v1/statuses/7/context, feed-service",
        "/api/v1/timelines/tag/%C3%BC, feed-service",
        "/api/v1/accounts/7/statuses, feed-service",
        "/api/v1/accounts/7/statuses/, feed-service",
        "/api/v1/accounts/7/statuses/x, user-service",
        "/api/v1/accounts/7, user-service",
        "/api/v1/accounts, user-service",
        "/api/v2/search, feed-service",
        "/api/v2/instance, user-service",
        "/oauth/token, user-service",
        "/.well-known/nodeinfo, user-service",
        "/nodeinfo/2.0, user-service",
        "/@ada, feed-service",
        "/%40ada/7, feed-service",
        "/users/ada, feed-service",
        "/tags/%E6%97%A5, feed-service",
        "/api/v1/accounts/7/lists, user-service",
        "/api/v2/media, user-service"
    })
    void leadEachPathToItsService(String path, String service) throws Exception {
        assertThat(header(path, SERVICE)).isEqualTo(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/internal/accounts",
                "/v1/shard-map",
                "/actuator/health",
                "/api/v1",
                "/api/v1/statusesx"
            })
    void leadNowhereElse(String path) {
        assertThat(handler(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/statuses/../../../internal/accounts",
                "/api/v1/statuses/..",
                "/api/v1/statuses/%2e%2e/%2E%2E/internal",
                "/api/v1/statuses/%252e%252e/internal",
                "/api/v1/statuses//internal",
                "/api/v1/statuses/..;/internal",
                "/api/v1/statuses/%2finternal",
                "/oauth/.."
            })
    void areNotForPathsThatAServiceMightUnderstandDifferently(String path) {
        assertThat(RequestPath.isAmbiguous(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/auth/sign_in, false",
        "/oauth/token, false",
        "/tags/cats, false",
        "/users/ada, false",
        "/@ada, false",
        "/.well-known/webfinger, false",
        "/nodeinfo/2.0, false",
        "/avatars/original/missing.png, false",
        "/headers/original/missing.png, false",
        "/api/v1/custom_emojis, false",
        "/api/v1/instance, false",
        "/api/v1/instance/rules, false",
        "/api/v2/instance, false",
        "/api/v1/apps, false",
        "/api/v1/apps/, false",
        "/api/v1/apps/verify_credentials, true",
        "/api/v1/accounts, true",
        "/api/v1/accounts/7/statuses, true",
        "/api/v1/timelines/public, true",
        "/api/v1/statuses, true",
        "/api/v2/search, true"
    })
    void verifyAccessTokensExceptWhereClientsMayHaveNone(String path, String verifies)
            throws Exception {
        assertThat(header(path, VERIFIES)).isEqualTo(verifies);
    }

    @Test
    void refuseMetadataThatHasNoEffect() {
        RouteProperties route = new RouteProperties();
        route.setId("one");
        route.setUri(URI.create("failover://feed-service"));
        route.setMetadata(Map.of("verify-tokens", "maybe"));
        assertThatThrownBy(() -> Route.of(route))
                .hasMessage(
                        "The metadata of route one may be verify-tokens: true or false,"
                                + " not verify-tokens: maybe");
        route.setMetadata(Map.of("timeout", "1s"));
        assertThatThrownBy(() -> Route.of(route)).hasMessageContaining("not timeout: 1s");
    }

    @Test
    void refuseAUriWithoutAService() {
        RouteProperties route = new RouteProperties();
        route.setId("one");
        route.setUri(URI.create("failover:///feed-service"));
        assertThatThrownBy(() -> Route.of(route))
                .hasMessage(
                        "The URI of route one must be failover://SERVICE,"
                                + " not failover:///feed-service");
    }

    private static String header(String path, String name) throws Exception {
        return String.valueOf(
                handler(path).orElseThrow().handle(request(path)).headers().getFirst(name));
    }

    private static Optional<HandlerFunction<ServerResponse>> handler(String path) {
        return routes.route(request(path));
    }

    private static ServerRequest request(String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        ServletRequestPathUtils.parseAndCache(request);
        return ServerRequest.create(request, List.of());
    }
}
