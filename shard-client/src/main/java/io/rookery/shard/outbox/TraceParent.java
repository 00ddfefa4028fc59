package io.rookery.shard.outbox;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts a trace context to and from text in the format of W3C Trace Context. The row of an event
 * stores this text.
 */
final class TraceParent {

    private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();
    private static final String FIELD = "traceparent";

    private TraceParent() {}

    /** The text; null outside any trace. */
    static @Nullable String of(Context context) {
        Field field = new Field(null);
        FORMAT.inject(
                context,
                field,
                (carrier, name, value) -> {
                    if (carrier != null && name.equals(FIELD)) {
                        carrier.value = value;
                    }
                });
        return field.value;
    }

    /** The trace context; {@link Context#root()} when there is no text, or it is invalid. */
    static Context read(@Nullable String text) {
        return text == null
                ? Context.root()
                : FORMAT.extract(Context.root(), new Field(text), Reader.INSTANCE);
    }

    /** A carrier that has only the {@code traceparent} header. */
    private static final class Field {

        private @Nullable String value;

        Field(@Nullable String value) {
            this.value = value;
        }
    }

    private enum Reader implements TextMapGetter<Field> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Field field) {
            return List.of(FIELD);
        }

        @Override
        public @Nullable String get(@Nullable Field field, String name) {
            return field != null && name.equals(FIELD) ? field.value : null;
        }
    }
}
