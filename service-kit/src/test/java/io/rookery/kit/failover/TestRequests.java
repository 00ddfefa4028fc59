package io.rookery.kit.failover;

import io.rookery.kit.deadline.Deadline;
import java.time.Duration;
import java.util.List;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/** Requests to the service {@code test}. */
final class TestRequests {

    private TestRequests() {}

    static OutboundRequest read() {
        return request("GET", null, true, null);
    }

    static OutboundRequest write(String key) {
        return request("POST", key, true, null);
    }

    static OutboundRequest unrepeatableWrite() {
        return request("POST", null, false, null);
    }

    static OutboundRequest request(
            String method, @Nullable String key, boolean repeatable, @Nullable String preferred) {
        return new OutboundRequest(
                "test",
                method,
                "/path?query=1",
                key == null ? List.of() : List.of(new BasicHeader("Idempotency-Key", key)),
                method.equals("GET") ? null : new StringEntity("body", ContentType.TEXT_PLAIN),
                repeatable,
                preferred);
    }

    static UpstreamResponse within(
            Duration deadline, ScopedValue.CallableOp<UpstreamResponse, RuntimeException> work) {
        return Deadline.call(deadline, work);
    }
}
