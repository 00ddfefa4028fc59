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

/** A client's connection and the one to the target that it is continued by. */
final class Connection {
    /**
     * Platform threads read: one that blocks in the kernel is woken once for what has arrived,
     * where a virtual one costs the wake-ups of a poller and of a carrier, too.
     */
    private static final ThreadFactory READERS =
            Thread.ofPlatform().daemon().name("link-reader").stackSize(128 << 10).factory();

    private final Socket client;
    private final Socket target = new Socket();
    private final SocketAddress address;
    private final Supplier<@Nullable AnswerTrap> trap;
    private final Traffic traffic = new Traffic();
    private final Thread thread;
    private volatile boolean armed;

    /**
     * A connection that does nothing yet.
     *
     * @param client who has connected
     * @param address of the target
     * @param trap what waits for an answer at the moment
     * @param ended told when both streams have ended
     */
    Connection(
            String link,
            Socket client,
            SocketAddress address,
            Supplier<@Nullable AnswerTrap> trap,
            Consumer<Connection> ended) {
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

    /** What it lets pass at the moment. */
    Traffic traffic() {
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
                            new Flow(Direction.TO_TARGET, client, target, traffic, this),
                            new Flow(Direction.FROM_TARGET, target, client, traffic, this))) {
                writers.execute(flow::giveOut);
                readers.execute(flow::takeIn);
            }
        } catch (IOException | InterruptedException _) {
            // The target refuses, or the connection was reset.
        }
    }

    /** Whether what was read from a stream goes on; not if it is the answer that a trap is for. */
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

    /** Breaks off both sides, as if either peer had died. */
    void reset() {
        reset(client);
        reset(target);
        thread.interrupt();
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // It is closed already.
        }
    }

    /** Waits until nothing is left of a connection that was reset. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }
}
