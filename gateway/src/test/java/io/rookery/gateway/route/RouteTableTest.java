package io.rookery.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private final RouteTable routes = new RouteTable();

    @ParameterizedTest
    @CsvSource({
        "/api/v1/statuses, feed-service",
        "/api/v1/statuses/7/context, feed-service",
        "/api/v1/timelines/tag/%C3%BC, feed-service",
        "/api/v1/accounts/7/statuses, feed-service",
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
    void leadsEachPathToItsService(String path, String service) {
        assertThat(routes.serviceOf(path)).isEqualTo(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/internal/accounts",
                "/v1/shard-map",
                "/actuator/health",
                "/api/v1",
                "/api/v1/statusesx",
                "/api/v1/statuses/../../../internal/accounts",
                "/api/v1/statuses/..",
                "/api/v1/statuses/%2e%2e/%2E%2E/internal",
                "/api/v1/statuses/%252e%252e/internal",
                "/api/v1/statuses//internal",
                "/api/v1/statuses/..;/internal",
                "/api/v1/statuses/%2finternal",
                "/oauth/.."
            })
    void leadsNowhereElse(String path) {
        assertThat(routes.serviceOf(path)).isNull();
    }
}
