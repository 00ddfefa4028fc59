package io.rookery.gateway.proxy;

import java.net.URI;
import java.util.Map;
import org.springframework.cloud.gateway.server.mvc.config.RouteProperties;

/**
 * What a route of Spring Cloud Gateway says about its requests.
 *
 * @param service name of the service that answers: the host of the route's URI
 * @param verifiesTokens whether an access token in a request must be valid
 */
record Route(String service, boolean verifiesTokens) {

    private static final String VERIFY_TOKENS = "verify-tokens";

    /**
     * Reads a route.
     *
     * @throws IllegalArgumentException if the URI names no service, or the metadata is not
     *     understood
     */
    static Route of(RouteProperties properties) {
        URI uri = properties.getUri();
        String service = uri == null ? null : uri.getHost();
        if (service == null) {
            throw new IllegalArgumentException(
                    "The URI of route %s must be failover://SERVICE, not %s"
                            .formatted(properties.getId(), uri));
        }
        boolean verifiesTokens = true;
        for (Map.Entry<String, Object> entry : properties.getMetadata().entrySet()) {
            String value = String.valueOf(entry.getValue());
            if (!entry.getKey().equals(VERIFY_TOKENS) || !value.matches("true|false")) {
                throw new IllegalArgumentException(
                        "The metadata of route %s may be verify-tokens: true or false, not %s: %s"
                                .formatted(properties.getId(), entry.getKey(), value));
            }
            verifiesTokens = Boolean.parseBoolean(value);
        }
        return new Route(service, verifiesTokens);
    }
}
