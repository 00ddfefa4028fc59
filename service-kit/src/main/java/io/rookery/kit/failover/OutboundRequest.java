package io.rookery.kit.failover;

import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A request to a service, whichever of its instances gets it.
 *
 * @param service the name that the instances registered under
 * @param method HTTP method
 * @param target path and query as they go over the wire
 * @param headers what is sent along; neither hop-by-hop headers nor the body's length
 * @param body a body that can be sent more than once; null without one
 * @param repeatable whether the service may get the request twice without harm
 * @param preferredInstance the instance to take as long as it is in good order, if any
 */
public record OutboundRequest(
        String service,
        String method,
        String target,
        List<Header> headers,
        @Nullable HttpEntity body,
        boolean repeatable,
        @Nullable String preferredInstance) {

    /** Whether the request changes nothing. */
    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }
}
