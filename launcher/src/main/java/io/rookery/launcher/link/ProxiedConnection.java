package io.rookery.launcher.link;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client's connection to a link, together with the link's connection to the target. */
final class ProxiedConnection {
    /**
     * Platform threads, because a blocked one is woken once for each chunk. A virtual thread also
     * costs the wake-ups of a poller and of a carrier thread.
     */
    private static final ThreadFactory READERS =
            Thread.ofPlatform().daemon().name("link-reader").stackSize(128 << 10).factory();

    private final Socket client;
    private final Socket target = new Socket();
    private final SocketAddress address;
    private final Supplier<@Nullable ResponseTrap> trap;
    private final ProxyRules traffic = new ProxyRules();
    private final Thread thread;
    private volatile boolean armed;

    /**
     * A connection that does nothing yet.
     *
     * @param client the client's socket
     * @param address of the target
     * @param trap gives the trap that is set at the moment
     * @param ended called when both streams have ended
     */
    ProxiedConnection(
            String link,
            Socket client,
            SocketAddress address,
            Supplier<@Nullable ResponseTrap> trap,
            Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.address = address;
        this.trap = trap;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("link-" + link)
                        .stackSize(128 << 10)
                        .unstarted(() -> {
                            carry();
                            ended.accept(this);
                        });
    }

    /** The current faults of this connection. */
    ProxyRules traffic() {
        return traffic;
    }

    int clientPort() {
        return client.getPort();
    }

    void start() {
        thread.start();
    }

    private void carry() {
        try (client;
                target;
                var writers = Executors.newVirtualThreadPerTaskExecutor();
                var readers = Executors.newThreadPerTaskExecutor(READERS)) {
            connect();
            for (var flow :
                    List.of(
                            new ProxyStream(Direction.TO_TARGET, client, target, traffic, this),
                            new ProxyStream(
                                    Direction.FROM_TARGET, target, client, traffic, this))) {
                writers.execute(flow::giveOut);
                readers.execute(flow::takeIn);
            }
        } catch (IOException | InterruptedException _) {
            // The target refused, or the connection was reset.
        }
    }

    /**
     * Whether bytes that were read from a stream may be forwarded. They may not if they are the
     * response that a trap waits for.
     */
    boolean lets(Direction direction, byte[] buffer, int length) {
        var present = trap.get();
        if (present == null) {
            return true;
        }
        if (direction == Direction.TO_TARGET) {
            armed |= present.isArmedBy(buffer, length);
            return true;
        }
        return !armed || !present.spring();
    }

    private void connect() throws IOException, InterruptedException {
        traffic.awaitArrival(Direction.TO_TARGET, System.nanoTime());
        try {
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            target.connect(address);
        } catch (IOException e) {
            traffic.awaitArrival(Direction.FROM_TARGET, System.nanoTime());
            reset();
            throw e;
        }
    }

    /** Resets both sides, as if either peer had died. */
    void reset() {
        reset(client);
        reset(target);
        thread.interrupt();
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // The socket is closed already.
        }
    }

    /** Waits until a connection that was reset has ended. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }
}
