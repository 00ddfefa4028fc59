package io.rookery.kit.trace;

import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Reads the headers of a request for OpenTelemetry. */
enum RequestHeaders implements TextMapGetter<HttpServletRequest> {
    INSTANCE;

    @Override
    public Iterable<String> keys(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String name) {
        return request == null ? null : request.getHeader(name);
    }
}
