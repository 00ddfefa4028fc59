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
 * HTTP client for the load generator. Sends prepared bytes and reads only the status, on one thread
 * for all connections. The client shares the machine with the platform, so it must use little
 * processor time, less than an ordinary client.
 */
final class NonBlockingClient implements AutoCloseable {

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final int BUFFER = 64 << 10;

    private final InetSocketAddress address;
    private final Selector selector;
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(BUFFER);
    private final Deque<Connection> idle = new ArrayDeque<>();

    /** Connections that wait for a response; the one that has waited longest comes first. */
    private final Set<Connection> waiting = new LinkedHashSet<>();

    NonBlockingClient(URI base) throws IOException {
        this.address = new InetSocketAddress(base.getHost(), base.getPort());
        this.selector = Selector.open();
    }

    /**
     * Sends a request on an idle connection, or on a new one if none is idle.
     *
     * @param answered receives the status once the whole response has arrived; {@link
     *     Outcomes#NONE} if there is no response. It may send another request.
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

    /** Returns the number of requests that have no response yet. */
    int outstanding() {
        return waiting.size();
    }

    /**
     * Processes all bytes that have arrived, and closes connections that have waited longer than
     * the timeout.
     */
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

    /** A connection that carries one request at a time. */
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

        /** Writes the whole request at once: it is much smaller than the kernel's send buffer. */
        private void write() throws IOException {
            channel.write(request);
            if (request.hasRemaining()) {
                throw new IOException("The request could not be sent completely");
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
                throw new EOFException("The connection was closed before the end of the response");
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

        /**
         * Closes the connection. If a request waits on it, that request gets no response. Otherwise
         * the server has closed an idle connection, which is normal.
         */
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
                // The connection is discarded anyway.
            }
        }
    }
}
