package io.rookery.launcher.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that refuses each session with an error, as Postgres does while it is starting. */
final class RefusingServer implements AutoCloseable {
    static final String CANNOT_CONNECT_NOW = "57P03";

    private static final byte[] ERROR =
            "SFATAL\0VFATAL\0C%s\0Mthe database system is starting up\0\0"
                    .formatted(CANNOT_CONNECT_NOW)
                    .getBytes(US_ASCII);

    private final ServerSocket listener;
    private final AtomicInteger refusals = new AtomicInteger();

    RefusingServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::run);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The number of sessions that were refused. */
    int refusals() {
        return refusals.get();
    }

    private void run() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                refuse(client);
            } catch (IOException _) {
                // Closed, or the client has gone.
            }
        }
    }

    private void refuse(Socket client) throws IOException {
        var input = new DataInputStream(client.getInputStream());
        // The length of the start-up message includes the length itself.
        input.skipNBytes(input.readInt() - Integer.BYTES);
        refusals.incrementAndGet();
        var output = new DataOutputStream(client.getOutputStream());
        output.writeByte('E');
        output.writeInt(Integer.BYTES + ERROR.length);
        output.write(ERROR);
        output.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
