package io.rookery.shard.transaction;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records each shard operation as a trace span, with the shard and the number of attempts, but
 * neither statements nor parameters. Records only what belongs to a sampled trace: the polls of the
 * outbox, and requests that are not sampled, cost nothing here.
 */
final class ShardTrace {

    static final AttributeKey<String> SHARD = AttributeKey.stringKey("rookery.shard");
    static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("rookery.shard.attempts");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> FAILURE = AttributeKey.stringKey("error.type");

    private final Retries retries;
    private final Tracer tracer;

    ShardTrace(Retries retries, Tracer tracer) {
        this.retries = retries;
        this.tracer = tracer;
    }

    /** Like {@link Retries#run}. */
    <T> T run(
            String name,
            CallDeadline deadline,
            Supplier<@Nullable ShardConnections> route,
            Retries.Attempt<T> attempt) {
        if (!Span.current().getSpanContext().isSampled()) {
            return retries.run(deadline, route, attempt);
        }
        Counted<T> counted = new Counted<>(attempt);
        Span span =
                tracer.spanBuilder(name)
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute(SYSTEM, "postgresql")
                        .startSpan();
        try {
            return retries.run(deadline, route, counted);
        } catch (RuntimeException failure) {
            span.setAttribute(FAILURE, failure.getClass().getName());
            if (failure instanceof ShardUnavailableException) {
                span.setStatus(StatusCode.ERROR);
            }
            throw failure;
        } finally {
            span.setAttribute(SHARD, counted.shard);
            span.setAttribute(ATTEMPTS, counted.attempts);
            span.end();
        }
    }

    /** Counts the attempts and remembers the shard of the last one. */
    private static final class Counted<T> implements Retries.Attempt<T> {

        private final Retries.Attempt<T> attempt;
        private String shard = Retries.UNASSIGNED;
        private long attempts;

        Counted(Retries.Attempt<T> attempt) {
            this.attempt = attempt;
        }

        @Override
        public T run(ShardConnections link, boolean outcomeUnknown) throws AttemptFailedException {
            shard = link.name();
            attempts++;
            return attempt.run(link, outcomeUnknown);
        }
    }
}
