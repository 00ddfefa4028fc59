package io.rookery.acceptance.overload;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Sends requests that are bytes already and looks at the status only: on a machine that it shares
 * with the platform, an ordinary client would take the processor from what it measures.
 */
final class Connections implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 12_000;
    private static final int BUFFER = 16 << 10;

    private final InetSocketAddress address;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    Connections(URI base) {
        this.address = new InetSocketAddress(base.getHost(), base.getPort());
    }

    /** The status of the answer, all of which has arrived. */
    int send(byte[] request) throws IOException {
        Connection connection = idle.pollFirst();
        if (connection == null) {
            connection = new Connection(address);
        }
        try {
            int status = connection.exchange(request);
            if (connection.isKept) {
                idle.addFirst(connection);
            } else {
                connection.close();
            }
            return status;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : idle) {
            connection.close();
        }
    }

    private static final class Connection {

        private final Socket socket = new Socket();
        private final InputStream in;
        private boolean isKept = true;

        Connection(InetSocketAddress address) throws IOException {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(address, TIMEOUT_MILLIS);
            this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        }

        int exchange(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            String first = line();
            int status = Integer.parseInt(first.split(" ", 3)[1]);
            long length = 0;
            boolean isChunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lowerCase = header.toLowerCase(Locale.ROOT);
                if (lowerCase.startsWith("content-length:")) {
                    length = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
                } else if (lowerCase.startsWith("transfer-encoding:")) {
                    isChunked = true;
                } else if (lowerCase.equals("connection: close")) {
                    isKept = false;
                }
            }
            if (isChunked) {
                skipChunks();
            } else {
                in.skipNBytes(length);
            }
            return status;
        }

        private void skipChunks() throws IOException {
            long size = Long.parseLong(line(), 16);
            while (size > 0) {
                in.skipNBytes(size);
                line();
                size = Long.parseLong(line(), 16);
            }
            line();
        }

        private String line() throws IOException {
            byte[] bytes = new byte[256];
            int length = 0;
            int next = in.read();
            while (next != '\n') {
                if (next < 0) {
                    throw new EOFException("The answer broke off");
                }
                if (next != '\r' && length < bytes.length) {
                    bytes[length] = (byte) next;
                    length++;
                }
                next = in.read();
            }
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
