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
 * A port on the loopback interface whose connections lead to another port, and what becomes of
 * them; thread-safe. Each change holds for present and new connections. Nothing that was withheld
 * is lost: like TCP, which sends again, the link delivers it later and in order.
 *
 * <p>A client is connected to the link before that is connected to the target, so where the target
 * itself would refuse a connection, the client sees one that is reset.
 */
public final class Link implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private static final int BACKLOG = 512;

    private final String name;
    private final int port;
    private final InetSocketAddress target;
    private final Set<Connection> connections = new HashSet<>();
    private final AtomicReference<@Nullable AnswerTrap> trap = new AtomicReference<>();
    private Rule rule = Rule.OPEN;
    private @Nullable ServerSocket listener;
    private boolean closed;

    /**
     * What becomes of which connections; all others pass.
     *
     * @param clients which of them are meant, by the port of the client
     */
    private record Rule(Set<Direction> open, Duration delay, IntPredicate clients) {
        private static final Rule OPEN =
                new Rule(EnumSet.allOf(Direction.class), Duration.ZERO, _ -> true);

        void apply(Connection connection) {
            var holds = clients.test(connection.clientPort()) ? this : OPEN;
            connection.traffic().allow(holds.open, holds.delay);
        }
    }

    private Link(String name, int port, int target) {
        this.name = name;
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
        this.port = listen(port);
    }

    /**
     * Opens a link that lets everything pass.
     *
     * @param name the name of what is behind it
     * @param port where it listens; any free port if 0
     * @param target the port that it leads to; nothing has to listen there yet
     * @throws UncheckedIOException when the port is not free
     */
    public static Link open(String name, int port, int target) {
        return new Link(name, port, target);
    }

    /** The name of what is behind it. */
    public String name() {
        return name;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Lets everything pass. */
    public void pass() {
        trap.set(null);
        allow("passes everything", Rule.OPEN);
    }

    /**
     * Lets everything pass that much later. At most 2 MiB per direction of a connection are under
     * way; what is beyond that has yet to be sent.
     */
    public void delay(Duration each) {
        allow("delays by " + each, EnumSet.allOf(Direction.class), each);
    }

    /** Withholds everything without a word: clients can connect, but nothing ever comes back. */
    public void drop() {
        allow("drops everything", EnumSet.noneOf(Direction.class), Duration.ZERO);
    }

    /**
     * Withholds everything between one process and the target; all others pass.
     *
     * @param pid of the process, asked for with each connection
     * @throws UnsupportedOperationException where the system does not tell whose a connection is
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
     * The next answer to a request that begins like this never arrives: something is done instead,
     * and the connection is reset. Until then everything passes.
     *
     * @param requestStart such as {@code POST /api/v1/statuses}
     */
    public void insteadOfAnswer(String requestStart, Runnable action) {
        log.info("The link to {} waits for an answer to {}.", name, requestStart);
        trap.set(new AnswerTrap(requestStart.getBytes(StandardCharsets.US_ASCII), action));
    }

    /** Withholds what is sent to the target, while what the target sends passes. */
    public void dropToTarget() {
        allow("drops what goes there", EnumSet.of(Direction.FROM_TARGET), Duration.ZERO);
    }

    /** Withholds what the target sends, while what is sent to the target passes. */
    public void dropFromTarget() {
        allow("drops what comes back", EnumSet.of(Direction.TO_TARGET), Duration.ZERO);
    }

    /** Resets all connections and refuses new ones. */
    public synchronized void refuse() {
        log.info("The link to {} refuses connections.", name);
        cut();
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
            Thread.ofVirtual().name("link-" + name).start(() -> accept(opened));
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
                log.error("The link to {} takes no more connections.", name, e);
            }
        }
    }

    private synchronized void connect(Socket client, ServerSocket from) {
        var connection = new Connection(name, client, target, trap::get, this::ended);
        if (from.isClosed()) {
            connection.reset(); // Accepted while the link was being cut.
            return;
        }
        rule.apply(connection);
        connections.add(connection);
        connection.start();
    }

    private synchronized void ended(Connection connection) {
        connections.remove(connection);
    }

    /** Everything that was connected. */
    private synchronized List<Connection> cut() {
        try {
            if (listener != null) {
                listener.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The link to " + name + " cannot be cut", e);
        }
        listener = null;
        List<Connection> present = List.copyOf(connections);
        present.forEach(Connection::reset);
        return present;
    }

    /** Resets all connections and ends for good; returns when nothing of them is left. */
    @Override
    public void close() {
        List<Connection> present;
        synchronized (this) {
            closed = true;
            present = cut();
        }
        try {
            for (Connection connection : present) {
                connection.awaitEnd();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
