package io.rookery.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretIdsTest {

    @Test
    void makesValidIdentifiersOfWhichNoTwoAreTheSame() {
        SecretIds ids = new SecretIds();
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String trace = ids.generateTraceId();
            String span = ids.generateSpanId();
            assertThat(TraceId.isValid(trace)).isTrue();
            assertThat(SpanId.isValid(span)).isTrue();
            made.add(trace);
            made.add(span);
        }
        assertThat(made).hasSize(20_000);
    }
}
