package io.rookery.kit.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.util.unit.DataSize;

@Timeout(120)
class BodyIT {

    private static final int LARGEST = 1_000_000;
    private static final DataSize MEMORY = DataSize.ofMegabytes(16);
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final BodySettings SETTINGS =
            new BodySettings(
                    DataSize.ofBytes(LARGEST),
                    DataSize.ofKilobytes(16),
                    MEMORY,
                    SILENCE,
                    Duration.ofSeconds(2),
                    20,
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(1),
                    DataSize.ofKilobytes(16),
                    600);

    private final BodyMemory memory =
            new BodyMemory(
                    SETTINGS.bytes(),
                    SETTINGS.waiting(),
                    TimeUnit.MILLISECONDS.toNanos(100),
                    System::nanoTime);
    private final List<Socket> sockets = new ArrayList<>();
    private WebServer tomcat;

    @BeforeEach
    void start() {
        TomcatServletWebServerFactory server = new TomcatServletWebServerFactory(0);
        new BodyServerCustomizer(new BodyValve(memory, SETTINGS), SETTINGS).customize(server);
        tomcat = server.getWebServer(new ServletRegistrationBean<>(new Counting(), "/*"));
        tomcat.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        tomcat.stop();
    }

    @Test
    void handsOverWhatHasArrivedWhateverReadsIt() throws Exception {
        assertThat(exchange(post("/stream", "0123456789"))).endsWith("10");
        assertThat(exchange(post("/stream", "x".repeat(LARGEST)))).endsWith("" + LARGEST);
        assertThat(
                        exchange(
                                lines(
                                        "POST /stream HTTP/1.1",
                                        "Host: x",
                                        "Transfer-Encoding: chunked",
                                        "Connection: close",
                                        "",
                                        "3",
                                        "abc",
                                        "4",
                                        "defg",
                                        "0",
                                        "")))
                .endsWith("7");
        assertThat(
                        exchange(
                                lines(
                                        "POST /form HTTP/1.1",
                                        "Host: x",
                                        "Content-Length: 7",
                                        "Content-Type: application/x-www-form-urlencoded",
                                        "Connection: close",
                                        "",
                                        "a=1&b=2")))
                .endsWith("12");
        await().untilAsserted(() -> assertThat(memory.used()).isZero());
    }

    @Test
    void readsTheNextRequestWhereTheBodyOfTheFirstEnds() throws Exception {
        String first = post("/stream", "abc").replace("Connection: close\r\n", "");
        assertThat(exchange(first + first + post("/stream", "defg")))
                .containsSubsequence("200", "3", "200", "3", "200", "4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: gzip",
                "Content-Encoding: identity, gzip",
                "Content-Type: text/plain; charset=iso-8859-1",
                "Content-Type: application/json; charset=utf-16",
                "Content-Type: application/json; charset=nonsense",
                "Content-Type: /"
            })
    void takesNoTextThatItWouldMisread(String header) throws Exception {
        assertThat(threeBytes(header)).startsWith("HTTP/1.1 415").contains("{\"error\":\"");
    }

    private String threeBytes(String header) throws Exception {
        return exchange(
                lines(
                        "POST /stream HTTP/1.1",
                        "Host: x",
                        "Content-Length: 3",
                        header,
                        "Connection: close",
                        "",
                        "abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: Identity",
                "Content-Type: text/plain; charset=UTF-8",
                "Content-Type: text/plain; charset=\"us-ascii\"",
                "Content-Type:"
            })
    void takesTextInUtf8(String header) throws Exception {
        assertThat(threeBytes(header)).endsWith("3");
    }

    @Test
    void answersWhoeverSpeaksAnotherProtocol() throws Exception {
        assertThat(exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .endsWith("{\"error\":\"The request is malformed\"}");
    }

    @Test
    void callsNoRequestMalformedThatItDoesNotReadBecauseItStops() throws Exception {
        TomcatServletWebServerFactory server = new TomcatServletWebServerFactory(0);
        new BodyServerCustomizer(new BodyValve(memory, SETTINGS), SETTINGS).customize(server);
        server.setProtocol(StoppingProtocol.class.getName());
        WebServer stopping =
                server.getWebServer(new ServletRegistrationBean<>(new Counting(), "/*"));
        stopping.start();

        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), stopping.getPort())) {
            send(client, post("/stream", "abc"));

            assertThat(answer(client)).isEmpty();
        } finally {
            stopping.stop();
        }
    }

    /** Becomes paused, as if Tomcat stopped, after it has read the first line of a request. */
    public static final class StoppingProtocol extends HeadTimeoutProtocol {

        private final AtomicBoolean hasAsked = new AtomicBoolean();

        @Override
        public boolean isPaused() {
            return hasAsked.getAndSet(true);
        }
    }

    @Test
    void saysThatItWaitsForTheBodyToWhoeverAsks() throws Exception {
        Socket client = connect();
        send(
                client,
                lines(
                        "POST /stream HTTP/1.1",
                        "Host: x",
                        "Content-Length: 3",
                        "Connection: close",
                        "Expect: 100-continue",
                        ""));
        byte[] begin = client.getInputStream().readNBytes(12);
        assertThat(new String(begin, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100");
        send(client, "abc");
        assertThat(answer(client)).endsWith("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void takesNoBodyWhereThereIsNone(String method) throws Exception {
        assertThat(exchange(withBody(method, "/", "abc"))).startsWith("HTTP/1.1 400");
        assertThat(
                        exchange(
                                lines(
                                        method + " / HTTP/1.1",
                                        "Host: x",
                                        "Transfer-Encoding: chunked",
                                        "Connection: close",
                                        "",
                                        "1",
                                        "a",
                                        "0",
                                        "")))
                .startsWith("HTTP/1.1 400");
        assertThat(exchange(withBody(method, "/", ""))).startsWith("HTTP/1.1 200");
        assertThat(exchange(method + " / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void takesASmallBodyWithADelete() throws Exception {
        assertThat(exchange(withBody("DELETE", "/", "a=1"))).startsWith("HTTP/1.1 200");
        assertThat(exchange(withBody("DELETE", "/", "x".repeat(20_000))))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void refusesABodyThatIsTooLargeHoweverItIsSent() throws Exception {
        assertThat(exchange(post("/stream", "x".repeat(LARGEST + 1))))
                .startsWith("HTTP/1.1 413")
                .endsWith("{\"error\":\"The request body is too large\"}");
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        assertThat(
                        exchange(
                                lines(
                                                "POST / HTTP/1.1",
                                                "Host: x",
                                                "Transfer-Encoding: chunked",
                                                "Connection: close",
                                                "")
                                        + chunk.repeat(17)
                                        + lines("0", "")))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void givesUpABodyThatStopsComing() throws Exception {
        Socket client = connect();
        send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
        assertThat(answer(client))
                .startsWith("HTTP/1.1 408")
                .endsWith("{\"error\":\"The request took too long to arrive\"}");
        await().untilAsserted(() -> assertThat(memory.used()).isZero());
    }

    @Test
    void givesUpABodyThatDripsHoweverSteadily() throws Exception {
        Socket client = connect();
        send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
        drip(client);
        assertThat(answer(client)).startsWith("HTTP/1.1 408");
    }

    @Test
    void givesUpAHeadThatDripsHoweverSteadily() throws Exception {
        Socket client = connect();
        send(client, "GET / HTTP/1.1\r\nHost: x\r\nX-Drip: ");
        drip(client);
        assertThat(answer(client)).startsWith("HTTP/1.1 408");
    }

    @Test
    void givesUpAHeadThatStopsComing() throws Exception {
        Socket client = connect();
        send(client, "GET / HTTP/1.1\r\nHost: ");
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void servesOthersWhileHundredsHoldBodiesThatAreNearlyComplete() throws Exception {
        byte[] nearly =
                ("POST /stream HTTP/1.1\r\nHost: x\r\nContent-Length: "
                                + LARGEST
                                + "\r\n\r\n"
                                + "x".repeat(LARGEST - 10))
                        .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 500; i++) {
            Socket holder = connect();
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            holder.getOutputStream().write(nearly);
                        } catch (IOException e) {
                            // The body was evicted.
                        }
                    });
            if (i % 10 == 0) {
                assertThat(exchange(post("/stream", "abc"))).endsWith("3");
                assertThat(exchange("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                        .startsWith("HTTP/1.1 200");
                assertThat(memory.used()).isLessThanOrEqualTo(MEMORY.toBytes());
            }
        }
        assertThat(exchange(post("/stream", "abc"))).endsWith("3");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(exchange(post("/stream", "x".repeat(LARGEST))))
                                .endsWith("" + LARGEST));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(memory.used()).isZero());
    }

    /** Sends one byte at a time, with short pauses, until the server answers or disconnects. */
    private static void drip(Socket client) {
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    try {
                        send(client, "x");
                        return client.getInputStream().available() > 0;
                    } catch (IOException cut) {
                        return true;
                    }
                });
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), tomcat.getPort());
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String answer(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private String exchange(String request) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), tomcat.getPort())) {
            send(client, request);
            return answer(client);
        }
    }

    private static String post(String path, String body) {
        return withBody("POST", path, body);
    }

    private static String withBody(String method, String path, String body) {
        return "%s %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(method, path, body.length(), body);
    }

    /** Answers with the length of the body, or the sum of the form's values. */
    private static final class Counting extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            String answer =
                    request.getRequestURI().equals("/form")
                            ? request.getParameter("a") + request.getParameter("b")
                            : Integer.toString(request.getInputStream().readAllBytes().length);
            response.setContentLength(answer.length());
            response.getWriter().write(answer);
        }
    }
}
