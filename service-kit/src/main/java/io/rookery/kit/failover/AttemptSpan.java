package io.rookery.kit.failover;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.Locale;
import org.apache.hc.core5.http.HttpMessage;
import org.springframework.cloud.client.ServiceInstance;

/**
 * The trace span of one attempt, with its instance and its outcome. If the trace is not sampled,
 * there is no span, but the trace context is still sent to the instance.
 */
final class AttemptSpan implements AutoCloseable {

    private static final AttributeKey<String> METHOD =
            AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> RESENDS =
            AttributeKey.longKey("http.request.resend_count");
    static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("rookery.instance");
    private static final AttributeKey<Long> STATUS =
            AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> FAILURE = AttributeKey.stringKey("error.type");
    private static final int SERVER_ERROR = 500;

    private final Context context;
    private final Span span;

    private AttemptSpan(Context context, Span span) {
        this.context = context;
        this.span = span;
    }

    /**
     * @param earlier number of earlier attempts of the same request
     */
    static AttemptSpan begin(
            Tracer tracer, OutboundRequest request, ServiceInstance instance, int earlier) {
        Context context = Context.current();
        if (!Span.fromContext(context).getSpanContext().isSampled()) {
            return new AttemptSpan(context, Span.getInvalid());
        }
        Span span =
                tracer.spanBuilder(request.method() + " " + request.service())
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute(METHOD, request.method())
                        .setAttribute(INSTANCE, String.valueOf(instance.getInstanceId()))
                        .setAttribute(RESENDS, (long) earlier)
                        .startSpan();
        return new AttemptSpan(context.with(span), span);
    }

    /** Adds the trace context, if any, to the headers of the message. */
    void sendAlong(HttpMessage message) {
        W3CTraceContextPropagator.getInstance()
                .inject(
                        context,
                        message,
                        (headers, name, value) -> {
                            if (headers != null) {
                                headers.setHeader(name, value);
                            }
                        });
    }

    void answered(int status) {
        span.setAttribute(STATUS, (long) status);
        if (status >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    void failed(AttemptFailure failure) {
        if (span.isRecording()) {
            span.setAttribute(FAILURE, failure.name().toLowerCase(Locale.ROOT));
            span.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public void close() {
        span.end();
    }
}
