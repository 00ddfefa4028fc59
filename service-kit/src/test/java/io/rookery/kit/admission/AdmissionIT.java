package io.rookery.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.http.HttpHeaders;

@Timeout(60)
class AdmissionIT {

    private static final Duration NEVER = Duration.ofDays(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AdmissionLimit limit =
            new AdmissionLimit(
                    new AdmissionSettings(
                            true, 4, 4, 4, NEVER, 0.5, 0.25, 0.25, NEVER, 100, 2, true),
                    System::nanoTime);
    private WebServer tomcat;

    @BeforeEach
    void start() {
        start(true);
    }

    private void start(boolean tellsHealth) {
        TomcatServletWebServerFactory server = new TomcatServletWebServerFactory(0);
        new AdmissionServerCustomizer(
                        new EntryGate(2), new AdmissionValve(limit, true, tellsHealth))
                .customize(server);
        tomcat = server.getWebServer(new ServletRegistrationBean<>(new Gated(), "/*"));
        tomcat.start();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        tomcat.stop();
        client.shutdownNow();
    }

    @Test
    void shedsAtOnceWhatIsAboveTheLimit() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> stuck = send("GET", "/stuck", 4);

        HttpResponse<String> shed = send("GET", "/open", 1).getFirst().get();

        assertThat(shed.statusCode()).isEqualTo(503);
        assertThat(shed.body())
                .isEqualTo("{\"error\":\"The service is busy, try again in a moment\"}");
        assertThat(shed.headers().firstValue(HttpHeaders.CONTENT_TYPE))
                .contains("application/json");
        assertThat(shed.headers().firstValueAsLong(HttpHeaders.RETRY_AFTER).orElseThrow())
                .isBetween(1L, 3L);
        assertThat(shed.headers().firstValue(Admission.UNPROCESSED_HEADER)).isPresent();
        assertThat(limit.shed()).isEqualTo(1);
        gate.countDown();
        for (CompletableFuture<HttpResponse<String>> answer : stuck) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        await().until(() -> limit.inFlight() == 0);
        assertThat(status("GET", "/open")).isEqualTo(200);
    }

    @Test
    void takesReadsAndInternalCallsWhileWritesAreStuck() throws Exception {
        send("POST", "/stuck", 4);

        assertThat(status("POST", "/open")).isEqualTo(503);
        assertThat(status("GET", "/open")).isEqualTo(200);
        assertThat(status("POST", "/internal/open")).isEqualTo(200);
        send("GET", "/stuck", 2);
        assertThat(status("GET", "/open")).isEqualTo(503);
    }

    @Test
    void shedsNothingForRequestsThatWaitForSomethingElse() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = send("POST", "/waits", 20);

        assertThat(status("POST", "/open")).isEqualTo(200);
        gate.countDown();
        for (CompletableFuture<HttpResponse<String>> answer : waiting) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
            assertThat(answer.get().headers().firstValue(Admission.WAITED_HEADER)).isPresent();
        }
    }

    @Test
    void answersHowItIsHoweverBusyItIs() throws Exception {
        send("GET", "/stuck", 4);

        assertThat(status("GET", "/actuator/health/readiness")).isEqualTo(200);
        assertThat(status("GET", "/internal/vitals")).isEqualTo(200);
    }

    @Test
    void makesNoExceptionForHealthWhereOnlyClientsCome() throws Exception {
        tomcat.stop();
        start(false);
        send("GET", "/stuck", 4);

        assertThat(status("GET", "/actuator/health/readiness")).isEqualTo(503);
        assertThat(status("GET", "/internal/vitals")).isEqualTo(200);
    }

    @Test
    void answersWhatHasNoPathThatCanBeRead() throws Exception {
        gate.countDown();
        for (String target : List.of("/caf\u00e9", "/?a={}", "/%zz", "*", "/%", "//", "x")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tomcat.getPort())) {
                socket.getOutputStream()
                        .write(
                                "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                        .formatted(target)
                                        .getBytes(StandardCharsets.ISO_8859_1));
                String answer =
                        new String(
                                socket.getInputStream().readAllBytes(),
                                StandardCharsets.ISO_8859_1);
                assertThat(answer).doesNotContain(" 500 ").startsWith("HTTP/1.1 ");
            }
        }
    }

    @Test
    void hearsOfTheStrainOfItsCallers() throws Exception {
        client.send(
                request("GET", "/open").header(Admission.STRAINED_HEADER, "1").build(),
                BodyHandlers.ofString());

        assertThat(limit.isStrained()).isTrue();
    }

    private int status(String method, String path) throws Exception {
        return client.send(request(method, path).build(), BodyHandlers.ofString()).statusCode();
    }

    /** Returns when all requests have been admitted or shed. */
    private List<CompletableFuture<HttpResponse<String>>> send(
            String method, String path, int times) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long before = limit.inFlight() + limit.shed();
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(request(method, path).build(), BodyHandlers.ofString());
            await().until(() -> limit.inFlight() + limit.shed() > before);
            answers.add(answer);
        }
        return answers;
    }

    private HttpRequest.Builder request(String method, String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + tomcat.getPort()).resolve(path))
                .method(method, BodyPublishers.noBody());
    }

    /** Makes a request wait for the gate unless its path ends with {@code /open}. */
    private final class Gated extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            if (request.getRequestURI().equals("/waits")) {
                AdmittedRequest.waits();
            }
            if (!request.getRequestURI().endsWith("/open")) {
                pass(request);
            }
            response.getWriter().write("done");
        }

        private void pass(HttpServletRequest request) throws IOException {
            boolean isGated = !request.getRequestURI().matches("/(actuator|internal)/.*");
            try {
                if (isGated && !gate.await(30, TimeUnit.SECONDS)) {
                    throw new IOException("Nobody opened the gate");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
