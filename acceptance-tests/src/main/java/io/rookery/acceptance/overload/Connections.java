package io.rookery.acceptance.overload;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Sends requests that are bytes already and looks at the status only, for all connections by the
 * thread that calls: on a machine that it shares with the platform, an ordinary client would take
 * the processor from what it measures.
 */
final class Connections implements AutoCloseable {

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final int BUFFER = 64 << 10;

    private final InetSocketAddress address;
    private final Selector selector;
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(BUFFER);
    private final Deque<Connection> idle = new ArrayDeque<>();

    /** Those that wait for an answer, the longest first. */
    private final Set<Connection> waiting = new LinkedHashSet<>();

    Connections(URI base) throws IOException {
        this.address = new InetSocketAddress(base.getHost(), base.getPort());
        this.selector = Selector.open();
    }

    /**
     * Sends a request by a connection that has nothing else to do.
     *
     * @param answered gets the status once the whole answer has arrived; {@link Outcomes#NONE} when
     *     none comes. It may send.
     */
    void send(byte[] request, IntConsumer answered) {
        Connection connection = null;
        try {
            connection = idle.isEmpty() ? new Connection() : idle.removeFirst();
            connection.send(request, answered);
            waiting.add(connection);
        } catch (IOException _) {
            if (connection != null) {
                connection.close();
            }
            answered.accept(Outcomes.NONE);
        }
    }

    /** Requests without an answer. */
    int outstanding() {
        return waiting.size();
    }

    /** Takes what has arrived by now, and gives up what has waited for too long. */
    void poll() throws IOException {
        selector.selectNow(key -> ((Connection) key.attachment()).proceed());
        long longest = System.nanoTime() - TIMEOUT_NANOS;
        while (!waiting.isEmpty()) {
            Connection oldest = waiting.iterator().next();
            if (oldest.sent - longest > 0) {
                return;
            }
            oldest.fail();
        }
    }

    @Override
    public void close() throws IOException {
        idle.forEach(Connection::close);
        waiting.forEach(Connection::close);
        selector.close();
    }

    /** Carries one request at a time. */
    private final class Connection {

        private final SocketChannel channel = SocketChannel.open();
        private final ResponseParser parser = new ResponseParser();
        private final SelectionKey key;
        private ByteBuffer request = ByteBuffer.allocate(0);
        private IntConsumer answered = _ -> {};
        private long sent;

        Connection() throws IOException {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean isConnected = channel.connect(address);
            key =
                    channel.register(
                            selector,
                            isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT,
                            this);
        }

        void send(byte[] bytes, IntConsumer then) throws IOException {
            request = ByteBuffer.wrap(bytes);
            answered = then;
            sent = System.nanoTime();
            if (channel.isConnected()) {
                write();
            }
        }

        /** A request is far smaller than what the kernel takes at once. */
        private void write() throws IOException {
            channel.write(request);
            if (request.hasRemaining()) {
                throw new IOException("The request was not taken whole");
            }
        }

        void proceed() {
            try {
                if (key.isConnectable() && channel.finishConnect()) {
                    key.interestOps(SelectionKey.OP_READ);
                    write();
                } else if (key.isReadable()) {
                    read();
                }
            } catch (IOException _) {
                fail();
            }
        }

        private void read() throws IOException {
            arrived.clear();
            if (channel.read(arrived) < 0) {
                throw new EOFException("The answer broke off");
            }
            if (parser.accept(arrived.flip())) {
                waiting.remove(this);
                if (parser.isKept()) {
                    idle.addFirst(this);
                } else {
                    close();
                }
                answered.accept(parser.status());
            }
        }

        /** A connection that nobody waits for was closed by the other side, as it may be. */
        void fail() {
            close();
            idle.remove(this);
            if (waiting.remove(this)) {
                answered.accept(Outcomes.NONE);
            }
        }

        void close() {
            try {
                channel.close();
            } catch (IOException _) {
                // It is of no use any more either way.
            }
        }
    }
}
