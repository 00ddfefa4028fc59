package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShardTraceTest {

    private final InMemorySpanExporter recorded = InMemorySpanExporter.create();
    private final SdkTracerProvider traces =
            SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(recorded))
                    .build();
    private final Tracer tracer = traces.get("test");
    private final ShardTrace trace =
            new ShardTrace(new Retries(new SwitchableShardMaps(), _ -> {}, () -> {}), tracer);
    private final ShardConnections link =
            new ShardConnections(
                    new Shard("shard-7", List.of("127.0.0.1:9"), "none", 1, ShardState.ACTIVE),
                    "shard-7",
                    ShardClientSettings.of("nobody", "secret"),
                    new ServerTime(),
                    ShardMetrics.none());

    @AfterEach
    void close() {
        link.close();
        traces.close();
    }

    @Test
    void recordsTheShardAndHowOftenItWasTried() {
        AtomicInteger attempts = new AtomicInteger();
        Span request = tracer.spanBuilder("request").startSpan();

        try (Scope _ = request.makeCurrent()) {
            trace.run(
                    "shard write",
                    minute(),
                    () -> link,
                    (_, _) -> {
                        if (attempts.incrementAndGet() < 3) {
                            throw new AttemptFailedException(
                                    FailureKind.UNAVAILABLE, new SQLException());
                        }
                        return "done";
                    });
        }

        SpanData span = recorded.getFinishedSpanItems().getFirst();
        assertThat(span.getName()).isEqualTo("shard write");
        assertThat(span.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        assertThat(span.getAttributes().get(ShardTrace.SHARD)).isEqualTo("shard-7");
        assertThat(span.getAttributes().get(ShardTrace.ATTEMPTS)).isEqualTo(3);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void recordsThatTheShardWasNotToBeReached() {
        Span request = tracer.spanBuilder("request").startSpan();

        try (Scope _ = request.makeCurrent()) {
            assertThatThrownBy(() ->
                            trace.run(
                                    "shard read",
                                    CallDeadline.in(Duration.ZERO),
                                    () -> link,
                                    (_, _) -> "never"))
                    .isInstanceOf(ShardUnavailableException.class);
        }

        SpanData span = recorded.getFinishedSpanItems().getFirst();
        assertThat(span.getAttributes().get(ShardTrace.ATTEMPTS)).isEqualTo(0);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void recordsNothingThatBelongsToNoTrace() {
        assertThat(trace.<String>run("shard read", minute(), () -> link, (_, _) -> "done"))
                .isEqualTo("done");

        assertThat(recorded.getFinishedSpanItems()).isEmpty();
    }

    private static CallDeadline minute() {
        return CallDeadline.in(Duration.ofMinutes(1));
    }
}
