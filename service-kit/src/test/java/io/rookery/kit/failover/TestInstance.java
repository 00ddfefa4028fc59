package io.rookery.kit.failover;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rookery.kit.admission.Admission;
import io.rookery.kit.deadline.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

/** A real HTTP server that misbehaves on demand. */
final class TestInstance implements AutoCloseable {

    enum Behaviour {
        /** Answers with its own name. */
        ANSWERS,
        /** Answers probes, and requests only when it is thawed. */
        IS_SLOW,
        /** Accepts connections but answers nothing. */
        IS_FROZEN,
        /** Closes the connection in the middle of its answer. */
        DIES_IN_MID_ANSWER,
        /** Closes the connection before any answer. */
        DIES_BEFORE_ANSWERING,
        /** Sheds requests: answers 503 and that it has not begun to process them. */
        TURNS_AWAY,
        /** Answers with 503 when the deadline of the request has passed. */
        IS_OUT_OF_TIME,
        /** Answers every request with 500. */
        FAILS
    }

    private static final byte[] BODY = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch thaw = new CountDownLatch(1);
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<Long> deadlines = new CopyOnWriteArrayList<>();
    private final List<String> traceParents = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;
    private volatile boolean ignoresProbes;
    private volatile boolean toldOfStrain;

    private TestInstance(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static TestInstance that(Behaviour behaviour) throws IOException {
        return new TestInstance(behaviour);
    }

    void now(Behaviour next) {
        behaviour = next;
    }

    /** Leaves probes unanswered until it is thawed, whatever it does with requests. */
    void ignoreProbes() {
        ignoresProbes = true;
    }

    boolean wasToldOfStrain() {
        return toldOfStrain;
    }

    void thaw() {
        thaw.countDown();
    }

    /** Method and key of each request that it has begun to handle. */
    List<String> handled() {
        return handled;
    }

    /** The {@code traceparent} header of each request that had one. */
    List<String> traceParents() {
        return traceParents;
    }

    /** The deadline header of each request, in milliseconds. */
    List<Long> deadlines() {
        return deadlines;
    }

    ServiceInstance instance() {
        int port = server.getAddress().getPort();
        return new DefaultServiceInstance(id(), "test", "127.0.0.1", port, false, Map.of());
    }

    String id() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Behaviour present = behaviour;
        try (exchange) {
            if (exchange.getRequestURI().getPath().startsWith("/actuator/")) {
                if (present == Behaviour.IS_FROZEN || ignoresProbes) {
                    thaw.await();
                }
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            byte[] request = exchange.getRequestBody().readAllBytes();
            handled.add(
                    exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestHeaders().getFirst("Idempotency-Key")
                            + " "
                            + request.length);
            long given = Long.parseLong(exchange.getRequestHeaders().getFirst(Deadline.HEADER));
            deadlines.add(given);
            String traceParent = exchange.getRequestHeaders().getFirst("traceparent");
            if (traceParent != null) {
                traceParents.add(traceParent);
            }
            toldOfStrain = exchange.getRequestHeaders().containsKey(Admission.STRAINED_HEADER);
            switch (present) {
                case ANSWERS -> answer(exchange, 200, BODY.length);
                case IS_SLOW, IS_FROZEN -> {
                    thaw.await();
                    answer(exchange, 200, BODY.length);
                }
                case DIES_IN_MID_ANSWER -> answer(exchange, 200, BODY.length * 2);
                case DIES_BEFORE_ANSWERING -> {}
                case TURNS_AWAY -> {
                    exchange.getResponseHeaders().set(Admission.UNPROCESSED_HEADER, "1");
                    exchange.sendResponseHeaders(503, -1);
                }
                case IS_OUT_OF_TIME -> {
                    // The instance is not thawed: this waits until the deadline has passed.
                    if (!thaw.await(given, TimeUnit.MILLISECONDS)) {
                        answer(exchange, 503, BODY.length);
                    }
                }
                case FAILS -> answer(exchange, 500, BODY.length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, int status, int announcedLength) throws IOException {
        exchange.getResponseHeaders().set("Instance", id());
        exchange.sendResponseHeaders(status, announcedLength);
        exchange.getResponseBody().write(BODY);
    }

    @Override
    public void close() {
        thaw();
        server.stop(0);
        threads.shutdownNow();
    }
}
