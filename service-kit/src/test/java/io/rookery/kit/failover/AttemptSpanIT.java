package io.rookery.kit.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.rookery.kit.balancing.RoundRobin;
import io.rookery.kit.discovery.InstanceProbe;
import io.rookery.kit.failover.TestInstance.Behaviour;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

@Timeout(60)
class AttemptSpanIT {

    private static final AttributeKey<String> FAILURE = AttributeKey.stringKey("error.type");
    private static final FailoverSettings SETTINGS =
            new FailoverSettings(
                    Duration.ofMillis(300),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(3),
                    0.1,
                    50,
                    0.3,
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    64,
                    DataSize.ofMegabytes(2));

    private final InMemorySpanExporter recorded = InMemorySpanExporter.create();
    private final Tracer tracer =
            SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(recorded))
                    .build()
                    .get("test");

    @Test
    void tellsTheInstanceAndTheOutcomeOfEachAttempt() throws Exception {
        try (TestInstance bad = TestInstance.that(Behaviour.DIES_BEFORE_ANSWERING);
                TestInstance good = TestInstance.that(Behaviour.ANSWERS)) {
            Span cause = tracer.spanBuilder("cause").startSpan();

            try (Scope _ = cause.makeCurrent()) {
                send(bad, good);
            }

            List<SpanData> attempts = recorded.getFinishedSpanItems();
            assertThat(attempts)
                    .extracting(span -> span.getAttributes().get(AttemptSpan.INSTANCE))
                    .containsExactly(bad.id(), good.id());
            assertThat(attempts)
                    .extracting(SpanData::getParentSpanId)
                    .containsOnly(cause.getSpanContext().getSpanId());
            assertThat(attempts.getFirst().getAttributes().get(FAILURE))
                    .isEqualTo("connection_closed");
            assertThat(attempts.getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(attempts.getLast().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
            assertThat(good.traceParents())
                    .singleElement()
                    .asString()
                    .contains(cause.getSpanContext().getTraceId())
                    .contains(attempts.getLast().getSpanId());
        }
    }

    @Test
    void isAbsentOutsideASampledTrace() throws Exception {
        try (TestInstance bad = TestInstance.that(Behaviour.DIES_BEFORE_ANSWERING);
                TestInstance good = TestInstance.that(Behaviour.ANSWERS)) {
            send(bad, good);

            assertThat(recorded.getFinishedSpanItems()).isEmpty();
            assertThat(good.traceParents()).isEmpty();
        }
    }

    /** Sends a request to the first instance, and then to the second one. */
    private void send(TestInstance first, TestInstance second) throws Exception {
        try (InstanceProbe probe = new InstanceProbe(Duration.ofMillis(500));
                InstanceHealth health =
                        new InstanceHealth(
                                SETTINGS,
                                probe,
                                _ -> List.of(first.instance(), second.instance()),
                                CircuitBreakerRegistry.ofDefaults());
                HangDetector watch = new HangDetector(SETTINGS.probeAfter(), probe, health);
                InstanceTransport transport =
                        new InstanceTransport(SETTINGS, watch, new FixedAdmission())) {
            watch.start();
            RequestFailover failover =
                    new RequestFailover(
                            RoundRobin.over(() -> List.of(first.instance(), second.instance())),
                            transport,
                            health,
                            SETTINGS,
                            new FailoverMetrics(new SimpleMeterRegistry()),
                            tracer);
            OutboundRequest request =
                    new OutboundRequest("test", "GET", "/", List.of(), null, true, first.id());
            failover.send(request).close();
        }
    }
}
