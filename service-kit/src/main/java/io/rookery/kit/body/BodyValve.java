package io.rookery.kit.body;

import io.rookery.kit.admission.Admission;
import io.rookery.kit.body.BodyMemory.Body;
import io.rookery.kit.error.ErrorTexts;
import io.rookery.kit.error.MalformedRequests;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Reads the whole body of a request before the request is admitted. So the handler never waits for
 * the body, and a slow client holds no resource that other requests need.
 */
final class BodyValve extends ValveBase {

    private static final String SOON = "1";

    private final BodyMemory memory;
    private final BodySettings settings;

    BodyValve(BodyMemory memory, BodySettings settings) {
        super(true);
        this.memory = memory;
        this.settings = settings;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request message = request.getCoyoteRequest();
        if (isUnread(message, request.getConnector())) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
            return;
        }
        boolean isMalformed = request.getRequestURI() == null || response.isErrorReportRequired();
        if (isMalformed || !hasBody(message)) {
            // Tomcat would try to parse parts of a body that does not exist.
            message.getMimeHeaders().removeHeader(HttpHeaders.CONTENT_TYPE);
            getNext().invoke(request, response);
            return;
        }
        BodyReader reader = new BodyReader(message, settings, limitFor(request.getMethod()));
        if (!BodyForm.isSupported(request)) {
            refuse(BodyRefusal.UNSUPPORTED, reader, request, response);
            return;
        }
        Body body = memory.begin(() -> HeadTimeoutProcessor.cut(message));
        if (body == null) {
            refuse(BodyRefusal.NO_ROOM, reader, request, response);
            return;
        }
        try (body) {
            BodyRefusal refusal = reader.read(body);
            if (refusal == null) {
                pass(new ReadBody(body.bytes(), body.length()), request, response);
                return;
            }
            body.close();
            refuse(refusal, reader, request, response);
        }
    }

    /**
     * Whether Tomcat has not even read the request head, because it is stopping. Tomcat would
     * report the request as malformed. Instead, the connection is closed without an answer, like an
     * idle one, so the client knows that it can send the request elsewhere.
     */
    private static boolean isUnread(org.apache.coyote.Request message, Connector connector) {
        return message.getMimeHeaders().size() == 0
                && connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused();
    }

    private static boolean hasBody(org.apache.coyote.Request message) {
        return message.getContentLengthLong() > 0
                || message.getMimeHeaders().getValue("transfer-encoding") != null;
    }

    private int limitFor(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> 0;
            case "DELETE" -> Math.toIntExact(settings.largestOfDelete().toBytes());
            default -> Math.toIntExact(settings.largest().toBytes());
        };
    }

    private void pass(ReadBody body, Request request, Response response)
            throws IOException, ServletException {
        org.apache.coyote.Request message = request.getCoyoteRequest();
        InputBuffer connection = message.getInputBuffer();
        message.setInputBuffer(body);
        body.belongTo(request);
        try {
            getNext().invoke(request, response);
        } finally {
            message.setInputBuffer(connection);
        }
    }

    private static String words(BodyRefusal refusal, String method) {
        return switch (refusal) {
            case UNWANTED -> "A %s request must not have a body".formatted(method);
            case UNSUPPORTED -> "The request body is compressed, or not in UTF-8";
            default -> ErrorTexts.of(refusal.status());
        };
    }

    private static void refuse(
            BodyRefusal refusal, BodyReader reader, Request request, Response response)
            throws IOException {
        HttpStatus status = refusal.status();
        if (refusal != BodyRefusal.NO_ROOM) {
            MalformedRequests.report(request.getRemoteAddr(), status.value());
        }
        if (!refusal.isWorthDraining() || !reader.drain()) {
            // The rest of the body is not read: the connection is closed after the answer.
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
        response.setStatus(status.value());
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, SOON);
            response.setHeader(Admission.UNPROCESSED_HEADER, "1");
        }
        byte[] answer =
                ErrorTexts.json(words(refusal, request.getMethod()))
                        .getBytes(StandardCharsets.UTF_8);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
