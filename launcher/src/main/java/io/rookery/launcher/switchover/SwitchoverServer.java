package io.rookery.launcher.switchover;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.rookery.launcher.loopback.LoopbackServer;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Emulates Patroni's REST API for switchovers: serves {@code GET /cluster} and {@code POST
 * /switchover} for each shard, under a path of its own, to clients that know the password. Thus
 * storage-service requests a switchover in the same way wherever the shard runs.
 */
public final class SwitchoverServer implements AutoCloseable {

    /** The user name that belongs to the password. */
    public static final String USERNAME = "patroni";

    private static final Logger log = LoggerFactory.getLogger(SwitchoverServer.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int LONGEST_REQUEST = 4096;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int UNAVAILABLE = 503;

    private final IntUnaryOperator announced;
    private final LoopbackServer server;
    private final Map<String, PostgresPair> pairs = new ConcurrentHashMap<>();

    private SwitchoverServer(int port, String password, IntUnaryOperator announced)
            throws IOException {
        var credentials = (USERNAME + ':' + password).getBytes(UTF_8);
        this.announced = announced;
        this.server =
                new LoopbackServer(
                        port, "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /**
     * Starts to listen on the loopback interface.
     *
     * @param announced maps the port that a node listens on to the one through which services reach
     *     it
     */
    public static SwitchoverServer start(int port, String password, IntUnaryOperator announced)
            throws IOException {
        var started = new SwitchoverServer(port, password, announced);
        started.server.start(
                started::handle,
                stranger -> reply(stranger, UNAUTHORIZED, "Wrong username or password."));
        return started;
    }

    /** Adds a shard. */
    public void add(String shard, PostgresPair pair) {
        pairs.put(shard, pair);
    }

    /** Removes a shard. */
    public void remove(String shard) {
        pairs.remove(shard);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (RuntimeException e) {
            log.error("A request for a switchover failed.", e);
            reply(exchange, UNAVAILABLE, "The launcher failed; its log says why.");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
        var pair = pairs.get(path[0]);
        if (pair == null || path.length < 2) {
            reply(exchange, NOT_FOUND, "There is no such shard.");
            return;
        }
        switch (exchange.getRequestMethod() + " " + path[1]) {
            case "GET cluster" ->
                    reply(exchange, OK, JSON.writeValueAsString(Map.of("members", members(pair))));
            case "POST switchover" -> switchOver(exchange, path[0], pair);
            default -> reply(exchange, NOT_FOUND, "There is no such request.");
        }
    }

    private List<Member> members(PostgresPair pair) {
        int primary = pair.primaryPort();
        return pair.nodes().stream()
                .map(node ->
                        new Member(
                                node.name(),
                                node.port() == primary ? "leader" : "replica",
                                InetAddress.getLoopbackAddress().getHostAddress(),
                                announced.applyAsInt(node.port())))
                .toList();
    }

    private void switchOver(HttpExchange exchange, String shard, PostgresPair pair)
            throws IOException {
        String leader;
        try {
            var body = exchange.getRequestBody().readNBytes(LONGEST_REQUEST);
            leader = JSON.readValue(body, SwitchoverRequest.class).leader();
        } catch (JacksonException e) {
            reply(exchange, BAD_REQUEST, "The body must be JSON with the name of the leader.");
            return;
        }
        log.info("{}: Received a request to switch over from {}.", shard, leader);
        try {
            if (pair.handOver(leader, LONGEST)) {
                reply(exchange, OK, "Successfully switched over.");
            } else {
                reply(
                        exchange,
                        PRECONDITION_FAILED,
                        "%s is not the leader, or no other node has every commit."
                                .formatted(leader));
            }
        } catch (LaunchException e) {
            log.warn("{}: The switchover timed out.", shard, e);
            reply(exchange, UNAVAILABLE, "The switchover timed out; its outcome is unknown.");
        }
    }

    /**
     * The body of a request for a switchover.
     *
     * @param leader the node that is primary and is to be replaced
     */
    record SwitchoverRequest(String leader) {}

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        LoopbackServer.reply(exchange, status, text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
