package io.rookery.kit.trace;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The identifier that the sender of a request can report when something is wrong with it: that of
 * the trace that began with the request, which every log line about it contains.
 */
public final class TraceId {

    /** Response header that carries the identifier. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = TraceId.class.getName();

    private TraceId() {}

    static void give(HttpServletRequest request, String traceId) {
        request.setAttribute(ATTRIBUTE, traceId);
    }

    /**
     * Returns the identifier, which no other request has; null when the request belongs to a trace
     * that its sender has begun, or when tracing is off.
     */
    public static @Nullable String of(HttpServletRequest request) {
        return (String) request.getAttribute(ATTRIBUTE);
    }
}
