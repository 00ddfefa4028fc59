package io.rookery.launcher.link;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP server that sends back everything that it receives. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong received = new AtomicLong();

    EchoServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The total number of bytes received. */
    long received() {
        return received.get();
    }

    int connections() {
        return sockets.size();
    }

    void sayToAll(String text) throws IOException {
        for (Socket socket : sockets) {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.startVirtualThread(() -> echo(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void echo(Socket socket) {
        try (socket) {
            byte[] buffer = new byte[1 << 14];
            int length = socket.getInputStream().read(buffer);
            while (length >= 0) {
                received.addAndGet(length);
                socket.getOutputStream().write(buffer, 0, length);
                length = socket.getInputStream().read(buffer);
            }
        } catch (IOException _) {
            // Reset, or closed by the test.
        } finally {
            sockets.remove(socket);
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
