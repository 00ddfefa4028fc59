package io.rookery.kit.body;

import io.rookery.kit.error.ErrorTexts;
import io.rookery.kit.error.UnreadableRequests;
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
 * Ends a connection whose next request takes too long up to the end of its head, however steadily
 * it drips; Tomcat itself bounds only the pauses.
 */
final class PatientProcessor extends Http11Processor {

    private static final Logger log = LoggerFactory.getLogger(PatientProcessor.class);

    /** Where a request keeps its processor; Tomcat uses the first two for itself. */
    private static final int NOTE = 7;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final byte[] TOO_SLOW = refusal(HttpStatus.REQUEST_TIMEOUT);
    private static final byte[] OTHER_PROTOCOL = refusal(HttpStatus.BAD_REQUEST);

    private final PatientProtocol protocol;
    private final long patienceNanos;

    /** Whose head is under way; the processor serves another connection afterwards. */
    private @Nullable SocketWrapperBase<?> headOf;

    private long headBegun;

    PatientProcessor(PatientProtocol protocol, Duration patience) {
        super(protocol, protocol.getAdapter());
        this.protocol = protocol;
        this.patienceNanos = patience.toNanos();
        getRequest().setNote(NOTE, this);
    }

    /** Ends the connection that the request comes by, from whichever thread. */
    static void cut(Request request) {
        if (request.getNote(NOTE) instanceof PatientProcessor processor) {
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
            // What was left for the head is not the measure for what comes after it.
            socket.setReadTimeout(protocol.getConnectionTimeout());
        }
        long now = System.nanoTime();
        SocketState state = super.service(socket);
        if (state == SocketState.UPGRADING && getUpgradeToken() == null) {
            // HTTP/2 without having asked for it.
            headOf = null;
            refuse(socket, HttpStatus.BAD_REQUEST);
            return SocketState.CLOSED;
        }
        // This long is only a request whose head has begun and is not all there.
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

    @SuppressWarnings("ReferenceEquality") // it is this connection or another one
    private boolean isHeadOf(SocketWrapperBase<?> socket) {
        return headOf == socket;
    }

    private static void refuse(SocketWrapperBase<?> socket, HttpStatus status) {
        UnreadableRequests.report(socket.getRemoteAddr(), status.value());
        byte[] answer = status == HttpStatus.REQUEST_TIMEOUT ? TOO_SLOW : OTHER_PROTOCOL;
        try {
            socket.write(true, answer, 0, answer.length);
            socket.flush(true);
        } catch (IOException e) {
            log.debug("A client that was refused has gone", e);
        }
    }

    /** A whole answer, for there is no request that one could be made of. */
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
