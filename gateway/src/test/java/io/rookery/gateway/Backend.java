package io.rookery.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A fake instance of a service, which records the requests that it receives. */
final class Backend implements AutoCloseable {

    /**
     * A request as it arrived.
     *
     * @param line method and target
     */
    record Seen(String line, Headers headers, String body) {}

    /** The size of a response that is larger than a gateway buffers. */
    static final int LARGE = 1_500_000;

    private static final int HUGE = 4 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile boolean diesInMidAnswer;
    private volatile int status = 200;
    private volatile CountDownLatch held = new CountDownLatch(0);

    Backend() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The identifier under which it is registered. */
    String id() {
        return "127.0.0.1:" + port();
    }

    List<Seen> seen() {
        return seen;
    }

    void dieInMidAnswer() {
        diesInMidAnswer = true;
    }

    /** Leaves all further requests unanswered until {@link #release}. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    /** Sets the status of all further responses, except those to poison requests. */
    void answerWith(int next) {
        status = next;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/actuator/")) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            if (path.equals("/internal/revocations")) {
                answer(exchange, 200, "{\"token_ids\":[\"13\"],\"cursor\":\"1\"}", 0);
                return;
            }
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(
                    new Seen(
                            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                            exchange.getRequestHeaders(),
                            body));
            awaitRelease();
            exchange.getResponseHeaders().set("Link", "<http://x/>; rel=\"next\"");
            exchange.getResponseHeaders().set("Rookery-Secret", "internal");
            exchange.getResponseHeaders().set("Rookery-Incomplete", "shard-1");
            if (path.contains("cacheable")) {
                exchange.getResponseHeaders().set("Cache-Control", "public, max-age=60");
            }
            if (path.contains("huge")) {
                exchange.sendResponseHeaders(status, HUGE);
                exchange.getResponseBody().write(new byte[HUGE - 1]);
                return;
            }
            if (path.contains("large")) {
                answer(exchange, status, "\"" + "x".repeat(LARGE) + "\"", 0);
                return;
            }
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            answer(
                    exchange,
                    path.contains("poison") ? 500 : status,
                    "{\"port\":" + port() + "}",
                    diesInMidAnswer || path.contains("breaks") ? 100 : 0);
        }
    }

    private void awaitRelease() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private static void answer(HttpExchange exchange, int status, String json, int neverSent)
            throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length + neverSent);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
