package io.rookery.kit.failover;

import io.rookery.kit.method.SafeMethods;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A request to a service, for any of its instances.
 *
 * @param service the name that the instances registered under
 * @param method HTTP method
 * @param target path and query as they go over the wire
 * @param headers the headers to send, without hop-by-hop headers and the length of the body
 * @param body a body that can be sent more than once; null if there is none
 * @param repeatable whether the request is idempotent, so that it can be retried
 * @param preferredInstance identifier of the instance to take as long as it is healthy, if any
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
        return SafeMethods.contain(method);
    }
}
