package io.rookery.kit.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Makes the handling of a request a span: of the caller's trace, or the root span of a new trace.
 * Calls that services make on their own account, and requests to the actuator, begin no trace.
 */
final class TraceFilter implements Filter {

    private static final AttributeKey<String> METHOD =
            AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<Long> STATUS =
            AttributeKey.longKey("http.response.status_code");
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final boolean trustCallers;

    TraceFilter(Tracer tracer, boolean trustCallers) {
        this.tracer = tracer;
        this.trustCallers = trustCallers;
    }

    @Override
    public void doFilter(
            ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        Context caller = callerOf(request);
        boolean isNew = !Span.fromContext(caller).getSpanContext().isValid();
        if (isNew && !beginsTraces(request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        Span span =
                tracer.spanBuilder(request.getMethod())
                        .setParent(caller)
                        .setSpanKind(SpanKind.SERVER)
                        .startSpan();
        if (isNew && span.getSpanContext().isValid()) {
            String traceId = span.getSpanContext().getTraceId();
            TraceId.give(request, traceId);
            response.setHeader(TraceId.HEADER, traceId);
        }
        try (Scope _ = caller.with(span).makeCurrent()) {
            chain.doFilter(request, response);
        } finally {
            if (span.isRecording()) {
                describe(span, request, response);
            }
            span.end();
        }
    }

    private Context callerOf(HttpServletRequest request) {
        return trustCallers
                ? W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), request, RequestHeaders.INSTANCE)
                : Context.root();
    }

    private static boolean beginsTraces(String path) {
        return !path.startsWith("/internal/") && !path.startsWith("/actuator/");
    }

    /** Describes the request without its query, which may be confidential. */
    private static void describe(
            Span span, HttpServletRequest request, HttpServletResponse response) {
        span.setAttribute(METHOD, request.getMethod());
        span.setAttribute(PATH, request.getRequestURI());
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (route != null) {
            span.updateName(request.getMethod() + " " + route);
            span.setAttribute(ROUTE, route.toString());
        }
        span.setAttribute(STATUS, (long) response.getStatus());
        if (response.getStatus() >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
    }
}
