package io.rookery.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

@Timeout(60)
class TraceFilterIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + "-" + CALLER + "-01";

    private final HttpClient client = HttpClient.newHttpClient();
    private final InMemorySpanExporter recorded = InMemorySpanExporter.create();
    private final List<WebServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(WebServer::stop);
        client.shutdownNow();
    }

    @Test
    void goesOnWithTheTraceOfATrustedCaller() throws Exception {
        start(true, Sampler.parentBased(Sampler.alwaysOff()));

        HttpResponse<String> answer = get("/statuses?token=secret", SAMPLED);

        assertThat(answer.body()).isEqualTo(TRACE);
        assertThat(answer.headers().firstValue(TraceId.HEADER)).isEmpty();
        await().until(() -> !recorded.getFinishedSpanItems().isEmpty());
        SpanData span = recorded.getFinishedSpanItems().getFirst();
        assertThat(span.getParentSpanId()).isEqualTo(CALLER);
        assertThat(span.getAttributes().toString()).contains("/statuses").doesNotContain("secret");
    }

    @Test
    void beginsATraceOfItsOwnWhateverAStrangerSays() throws Exception {
        start(false, Sampler.alwaysOn());

        HttpResponse<String> answer = get("/statuses", SAMPLED);

        assertThat(answer.body()).isNotEqualTo(TRACE).matches("[0-9a-f]{32}");
        assertThat(answer.headers().firstValue(TraceId.HEADER)).contains(answer.body());
        await().until(() -> !recorded.getFinishedSpanItems().isEmpty());
        assertThat(recorded.getFinishedSpanItems().getFirst().getParentSpanContext().isValid())
                .isFalse();
    }

    @Test
    void namesARequestThatIsNotSampled() throws Exception {
        start(false, Sampler.alwaysOff());

        HttpResponse<String> answer = get("/statuses", null);

        assertThat(answer.headers().firstValue(TraceId.HEADER)).contains(answer.body());
        assertThat(recorded.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void beginsNoTraceForWhatNobodyAskedFor() throws Exception {
        start(true, Sampler.alwaysOn());

        assertThat(get("/internal/revocations", null).body()).isEqualTo("0".repeat(32));
        assertThat(get("/actuator/health", null).headers().firstValue(TraceId.HEADER)).isEmpty();
        assertThat(get("/internal/accounts", SAMPLED).body()).isEqualTo(TRACE);
    }

    @Test
    void marksWhatHasFailed() throws Exception {
        start(true, Sampler.alwaysOn());

        get("/broken", null);

        await().until(() -> !recorded.getFinishedSpanItems().isEmpty());
        assertThat(recorded.getFinishedSpanItems().getFirst().getStatus().getStatusCode())
                .isEqualTo(StatusCode.ERROR);
    }

    private void start(boolean trustCallers, Sampler sampler) {
        SdkTracerProvider traces =
                SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(SimpleSpanProcessor.create(recorded))
                        .build();
        WebServer tomcat =
                new TomcatServletWebServerFactory(0)
                        .getWebServer(
                                new FilterRegistrationBean<>(
                                        new TraceFilter(traces.get("test"), trustCallers)),
                                new ServletRegistrationBean<>(new TellsItsTrace(), "/*"));
        tomcat.start();
        servers.add(tomcat);
    }

    private HttpResponse<String> get(String path, @Nullable String traceParent) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + servers.getLast().getPort() + path));
        if (traceParent != null) {
            request.header("traceparent", traceParent);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static final class TellsItsTrace extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            if (request.getRequestURI().equals("/broken")) {
                response.setStatus(500);
            }
            response.getWriter().print(Span.current().getSpanContext().getTraceId());
        }
    }
}
