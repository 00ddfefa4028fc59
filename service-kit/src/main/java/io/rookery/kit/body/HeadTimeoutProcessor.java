package io.rookery.kit.body;

import io.rookery.kit.error.ErrorTexts;
import io.rookery.kit.error.MalformedRequests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Closes a connection if a request head (request line and headers) takes too long to arrive, even
 * if bytes keep trickling in. Tomcat itself only bounds the pauses between them.
 */
final class HeadTimeoutProcessor extends Http11Processor {

    private static final Logger log = LoggerFactory.getLogger(HeadTimeoutProcessor.class);

    /** Index of the request note that holds the processor. Tomcat uses the first two notes. */
    private static final int NOTE = 7;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final byte[] TOO_SLOW = refusal(HttpStatus.REQUEST_TIMEOUT);
    private static final byte[] OTHER_PROTOCOL = refusal(HttpStatus.BAD_REQUEST);

    private final HeadTimeoutProtocol protocol;
    private final long patienceNanos;

    /** The connection whose request head is arriving. The processor may be reused for others. */
    private @Nullable SocketWrapperBase<?> headOf;

    private long headBegun;

    HeadTimeoutProcessor(HeadTimeoutProtocol protocol, Duration patience) {
        super(protocol, protocol.getAdapter());
        this.protocol = protocol;
        this.patienceNanos = patience.toNanos();
        getRequest().setNote(NOTE, this);
    }

    /** Closes the connection of the request. Any thread may call this. */
    static void cut(Request request) {
        if (request.getNote(NOTE) instanceof HeadTimeoutProcessor processor) {
            SocketWrapperBase<?> socket = processor.getSocketWrapper();
            if (socket != null) {
                socket.close();
            }
        }
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        if (isHeadOf(socket) && System.nanoTime() - headBegun > patienceNanos) {
            headOf = null;
            refuse(socket, HttpStatus.REQUEST_TIMEOUT);
            return SocketState.CLOSED;
        }
        if (isHeadOf(socket)) {
            // The time left for the head is no timeout for what comes after the head.
            socket.setReadTimeout(protocol.getConnectionTimeout());
        }
        long now = System.nanoTime();
        SocketState state = super.service(socket);
        if (state == SocketState.UPGRADING && getUpgradeToken() == null) {
            // The client speaks HTTP/2 without having negotiated it.
            headOf = null;
            refuse(socket, HttpStatus.BAD_REQUEST);
            return SocketState.CLOSED;
        }
        // The state is LONG only if a request head has begun to arrive and is incomplete.
        if (state != SocketState.LONG) {
            headOf = null;
            return state;
        }
        if (!isHeadOf(socket)) {
            headOf = socket;
            headBegun = now;
        }
        long left =
                Math.max(1, (patienceNanos - (System.nanoTime() - headBegun)) / NANOS_PER_MILLI);
        socket.setReadTimeout(Math.min(left, socket.getReadTimeout()));
        return state;
    }

    @SuppressWarnings("ReferenceEquality") // compares the identity of connections
    private boolean isHeadOf(SocketWrapperBase<?> socket) {
        return headOf == socket;
    }

    private static void refuse(SocketWrapperBase<?> socket, HttpStatus status) {
        MalformedRequests.report(socket.getRemoteAddr(), status.value());
        byte[] answer = status == HttpStatus.REQUEST_TIMEOUT ? TOO_SLOW : OTHER_PROTOCOL;
        try {
            socket.write(true, answer, 0, answer.length);
            socket.flush(true);
        } catch (IOException e) {
            log.debug("A refused client closed its connection", e);
        }
    }

    /** A complete response as bytes, because there is no parsed request to respond to. */
    private static byte[] refusal(HttpStatus status) {
        String words = ErrorTexts.json(status);
        return """
        HTTP/1.1 %d \r
        Access-Control-Allow-Origin: *\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Connection: close\r
        \r
        %s\
        """
                .formatted(status.value(), words.length(), words)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
