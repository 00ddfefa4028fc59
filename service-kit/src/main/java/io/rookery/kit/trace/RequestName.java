package io.rookery.kit.trace;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What whoever sent a request can call it by when something is wrong with it: the identifier of the
 * trace that began with it, which every log line about it carries.
 */
public final class RequestName {

    /** Header of the answer that tells the name. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestName.class.getName();

    private RequestName() {}

    static void give(HttpServletRequest request, String traceId) {
        request.setAttribute(ATTRIBUTE, traceId);
    }

    /**
     * The name, no other request's; null when the request belongs to a trace that its sender has
     * begun, or nothing is traced.
     */
    public static @Nullable String of(HttpServletRequest request) {
        return (String) request.getAttribute(ATTRIBUTE);
    }
}
