package io.rookery.kit.failover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

/** A server socket that processes each request up to a given point, and hangs there. */
final class RawInstance implements AutoCloseable {

    enum Reach {
        /** Accepts no connection: the kernel's accept queue is full. */
        ACCEPTS_NOTHING,
        /** Accepts connections but reads nothing from them. */
        READS_NOTHING,
        /** Reads the head of a request but answers nothing. */
        READS_THE_HEAD,
        /** Sends half of its answer. */
        ANSWERS_HALF,
        /** Sends an endless answer, byte by byte, with short pauses. */
        DRIPS,
        /** Answers, and keeps the connection for the next request. */
        ANSWERS
    }

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENDLESS =
            "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final long DRIP_NANOS = 10_000_000;
    private static final int HALF = ANSWER.length - 2;
    private static final int QUEUE = 1;

    private final ServerSocket listener;
    private final Reach reach;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    private RawInstance(Reach reach) throws IOException {
        this.reach = reach;
        this.listener = new ServerSocket(0, QUEUE, InetAddress.getLoopbackAddress());
        if (reach == Reach.ACCEPTS_NOTHING) {
            // The kernel queues one connection more than the given backlog.
            for (int i = 0; i <= QUEUE; i++) {
                sockets.add(new Socket(listener.getInetAddress(), listener.getLocalPort()));
            }
        } else {
            Thread.ofVirtual().start(this::accept);
        }
    }

    static RawInstance that(Reach reach) throws IOException {
        return new RawInstance(reach);
    }

    ServiceInstance instance() {
        return new DefaultServiceInstance(
                id(), "test", "127.0.0.1", listener.getLocalPort(), false, Map.of());
    }

    String id() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Whether any part of a request to the path has arrived. */
    boolean hasSeen(String path) {
        return paths.contains(path);
    }

    boolean hasConnections() {
        return !sockets.isEmpty();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                if (reach != Reach.READS_NOTHING) {
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            }
        } catch (IOException closed) {
            // The listener has been closed.
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("GET ")) {
                    paths.add(line.split(" ", -1)[1]);
                }
                if (line.isEmpty() && reach == Reach.ANSWERS) {
                    socket.getOutputStream().write(ANSWER);
                } else if (line.isEmpty() && reach == Reach.DRIPS) {
                    drip(socket.getOutputStream());
                } else if (line.isEmpty() && reach == Reach.ANSWERS_HALF) {
                    socket.getOutputStream().write(ANSWER, 0, HALF);
                }
            }
        } catch (IOException closed) {
            // The connection has been closed.
        }
    }

    private static void drip(OutputStream out) throws IOException {
        out.write(ENDLESS);
        while (true) {
            out.write('x');
            LockSupport.parkNanos(DRIP_NANOS);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
