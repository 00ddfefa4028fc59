package io.rookery.shard.outbox;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/**
 * The trace span of the handling of one event. It belongs to the trace of the transaction that
 * appended the event, even if that ran on another instance. An event whose trace is not sampled has
 * no span, but its log lines still carry the trace.
 */
final class EventSpan implements AutoCloseable {

    private static final AttributeKey<String> KIND = AttributeKey.stringKey("rookery.event.kind");
    private static final AttributeKey<Long> CLAIMS = AttributeKey.longKey("rookery.event.claims");
    private static final AttributeKey<String> FAILURE = AttributeKey.stringKey("error.type");

    private final Context context;
    private final Span span;

    private EventSpan(Context context, Span span) {
        this.context = context;
        this.span = span;
    }

    static EventSpan begin(Tracer tracer, ClaimedEvent claimed) {
        Context cause = claimed.cause();
        if (!Span.fromContext(cause).getSpanContext().isSampled()) {
            return new EventSpan(cause, Span.getInvalid());
        }
        Span span =
                tracer.spanBuilder("event " + claimed.event().kind())
                        .setParent(cause)
                        .setSpanKind(SpanKind.CONSUMER)
                        .setAttribute(KIND, claimed.event().kind())
                        .setAttribute(CLAIMS, (long) claimed.attempts())
                        .startSpan();
        return new EventSpan(cause.with(span), span);
    }

    /** The trace context in which the handler runs. */
    Context context() {
        return context;
    }

    void failed(Throwable failure) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(FAILURE, failure.getClass().getName());
    }

    @Override
    public void close() {
        span.end();
    }
}
