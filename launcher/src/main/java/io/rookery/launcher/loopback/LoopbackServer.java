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

/** Listens on the loopback interface, and tells those who know its secret from strangers. */
public final class LoopbackServer implements AutoCloseable {

    private final byte[] authorization;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param authorization what the header of this name has to say
     */
    public LoopbackServer(int port, String authorization) throws IOException {
        this.authorization = authorization.getBytes(UTF_8);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    /**
     * Begins to answer.
     *
     * @param known answers those who know the secret
     * @param stranger answers everybody else
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

    /** Replies with a whole body, which must not be empty. */
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
