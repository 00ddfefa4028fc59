package io.rookery.launcher.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP proxy ("link") on the loopback interface that forwards connections to another port and
 * injects faults: delay, loss, one-way loss and refusal. Thread-safe. Each change applies to
 * present and new connections. Bytes that were withheld are not lost: the link delivers them later
 * and in order, as TCP does with retransmissions.
 *
 * <p>The link accepts a client before it connects to the target. If the target refuses the
 * connection, the client therefore sees a reset instead of a refusal.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FaultProxy.class);
    private static final int BACKLOG = 512;

    private final String name;
    private final int port;
    private final InetSocketAddress target;
    private final Set<ProxiedConnection> connections = new HashSet<>();
    private final AtomicReference<@Nullable ResponseTrap> trap = new AtomicReference<>();
    private Rule rule = Rule.OPEN;
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;
    private boolean closed;

    /**
     * The faults to inject and the connections that they apply to. All others pass.
     *
     * @param clients selects these connections, by the port of the client
     */
    private record Rule(Set<Direction> open, Duration delay, IntPredicate clients) {
        private static final Rule OPEN =
                new Rule(EnumSet.allOf(Direction.class), Duration.ZERO, _ -> true);

        void apply(ProxiedConnection connection) {
            var holds = clients.test(connection.clientPort()) ? this : OPEN;
            connection.traffic().allow(holds.open, holds.delay);
        }
    }

    private FaultProxy(String name, int port, int target) {
        this.name = name;
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
        this.port = listen(port);
    }

    /**
     * Opens a link that lets everything pass.
     *
     * @param name name of the target
     * @param port where the link listens; any free port if 0
     * @param target the port to forward to; nothing has to listen there yet
     * @throws UncheckedIOException when the port is not free
     */
    public static FaultProxy open(String name, int port, int target) {
        return new FaultProxy(name, port, target);
    }

    /** The name of the target. */
    public String name() {
        return name;
    }

    /** The port that the link listens on. */
    public int port() {
        return port;
    }

    /** Lets everything pass. */
    public void pass() {
        trap.set(null);
        allow("passes everything", Rule.OPEN);
    }

    /**
     * Delays everything by a duration. At most 2 MiB per direction of a connection are in flight.
     * Beyond that, the sender has to wait.
     */
    public void delay(Duration each) {
        allow("delays by " + each, EnumSet.allOf(Direction.class), each);
    }

    /** Withholds everything silently: clients can connect, but never get a response. */
    public void drop() {
        allow("drops everything", EnumSet.noneOf(Direction.class), Duration.ZERO);
    }

    /**
     * Withholds everything between one process and the target. The connections of other processes
     * pass.
     *
     * @param pid gives the process id, for each connection
     * @throws UnsupportedOperationException if the system does not reveal which process owns a
     *     connection
     */
    public void dropFor(LongSupplier pid) {
        allow(
                "drops everything of one process",
                new Rule(
                        EnumSet.noneOf(Direction.class),
                        Duration.ZERO,
                        ClientSockets.of(pid, port)));
    }

    /**
     * Runs an action instead of delivering the next response to a request that begins with the
     * given text, and resets that connection. Everything else passes.
     *
     * @param requestStart such as {@code POST /api/v1/statuses}
     */
    public void insteadOfAnswer(String requestStart, Runnable action) {
        log.info("The link to {} waits for the response to {}.", name, requestStart);
        trap.set(new ResponseTrap(requestStart.getBytes(StandardCharsets.US_ASCII), action));
    }

    /** Withholds everything that is sent to the target. Everything that the target sends passes. */
    public void dropToTarget() {
        allow("drops all requests", EnumSet.of(Direction.FROM_TARGET), Duration.ZERO);
    }

    /** Withholds everything that the target sends. Everything that is sent to the target passes. */
    public void dropFromTarget() {
        allow("drops all responses", EnumSet.of(Direction.TO_TARGET), Duration.ZERO);
    }

    /** Resets all connections and refuses new ones. Returns when the port is free. */
    public void refuse() {
        log.info("The link to {} refuses connections.", name);
        cut();
        awaitFreePort();
    }

    private void allow(String what, Set<Direction> directions, Duration delay) {
        allow(what, new Rule(directions, delay, _ -> true));
    }

    private synchronized void allow(String what, Rule next) {
        if (closed) {
            throw new IllegalStateException("The link to " + name + " is closed");
        }
        log.info("The link to {} {}.", name, what);
        rule = next;
        connections.forEach(next::apply);
        if (listener == null) {
            listen(port);
        }
    }

    private int listen(int onPort) {
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(target.getAddress(), onPort), BACKLOG);
            listener = opened;
            acceptor = Thread.ofVirtual().name("link-" + name).start(() -> accept(opened));
            return opened.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The link to %s cannot listen on port %d".formatted(name, onPort), e);
        }
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                connect(from.accept(), from);
            }
        } catch (IOException e) {
            if (!from.isClosed()) {
                log.error("The link to {} no longer accepts connections.", name, e);
            }
        }
    }

    private synchronized void connect(Socket client, ServerSocket from) {
        var connection = new ProxiedConnection(name, client, target, trap::get, this::ended);
        if (from.isClosed()) {
            connection.reset(); // Accepted while the link was being closed or set to refuse.
            return;
        }
        rule.apply(connection);
        connections.add(connection);
        connection.start();
    }

    private synchronized void ended(ProxiedConnection connection) {
        connections.remove(connection);
    }

    /** Stops listening, resets all connections and returns them. */
    private synchronized List<ProxiedConnection> cut() {
        try {
            if (listener != null) {
                listener.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The link to " + name + " cannot be closed", e);
        }
        listener = null;
        List<ProxiedConnection> present = List.copyOf(connections);
        present.forEach(ProxiedConnection::reset);
        return present;
    }

    /** A closed socket listens until the thread that was accepting from it has left it. */
    private void awaitFreePort() {
        Thread leaving;
        synchronized (this) {
            leaving = listener == null ? acceptor : null;
        }
        try {
            if (leaving != null) {
                leaving.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Resets all connections and stops for good. Returns when all connections have ended and the
     * port is free.
     */
    @Override
    public void close() {
        List<ProxiedConnection> present;
        synchronized (this) {
            closed = true;
            present = cut();
        }
        awaitFreePort();
        try {
            for (ProxiedConnection connection : present) {
                connection.awaitEnd();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
