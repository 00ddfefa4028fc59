package io.rookery.shard.outbox;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in a trace as text, as W3C Trace Context has it: what an event's row keeps. */
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

    /** The place; {@link Context#root()} when there is no text, or none that makes sense. */
    static Context read(@Nullable String text) {
        return text == null
                ? Context.root()
                : FORMAT.extract(Context.root(), new Field(text), Reader.INSTANCE);
    }

    /** The one header that there is. */
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
