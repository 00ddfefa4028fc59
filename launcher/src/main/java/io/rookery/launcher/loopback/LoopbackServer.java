package io.rookery.launcher.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback interface that separates authorized callers from all others. */
public final class LoopbackServer implements AutoCloseable {

    private final byte[] authorization;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param authorization the value that the Authorization header must have
     */
    public LoopbackServer(int port, String authorization) throws IOException {
        this.authorization = authorization.getBytes(UTF_8);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    /**
     * Starts to answer.
     *
     * @param known handles requests with the right Authorization header
     * @param stranger handles all other requests
     */
    public void start(HttpHandler known, HttpHandler stranger) {
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        (isKnown(exchange) ? known : stranger).handle(exchange);
                    }
                });
        server.setExecutor(executor);
        server.start();
    }

    private boolean isKnown(HttpExchange exchange) {
        var given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null && MessageDigest.isEqual(given.getBytes(UTF_8), authorization);
    }

    /** Sends a complete body, which must not be empty. */
    public static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
