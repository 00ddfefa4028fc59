package io.rookery.gateway.proxy;

import io.rookery.gateway.answer.AnswerHeaders;
import io.rookery.gateway.answer.AnswerMemory;
import io.rookery.kit.body.ClientConnection;
import io.rookery.kit.error.UnavailableException;
import io.rookery.kit.failover.TruncatedResponseException;
import io.rookery.kit.failover.UpstreamResponse;
import io.rookery.kit.memory.MemoryBudget;
import io.rookery.kit.trace.TraceId;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/** Sends the response of a service to the client. */
final class ProxiedResponse implements ServerResponse {

    private static final Logger log = LoggerFactory.getLogger(ProxiedResponse.class);

    private final UpstreamResponse answer;
    private final AnswerMemory memory;
    private final String requestId;
    private final @Nullable Cookie cookie;

    ProxiedResponse(
            UpstreamResponse answer,
            AnswerMemory memory,
            String requestId,
            @Nullable Cookie cookie) {
        this.answer = answer;
        this.memory = memory;
        this.requestId = requestId;
        this.cookie = cookie;
    }

    @Override
    public HttpStatusCode statusCode() {
        return HttpStatusCode.valueOf(answer.status());
    }

    @Override
    public HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        answer.headers().forEach(header -> headers.add(header.getName(), header.getValue()));
        return headers;
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public @Nullable ModelAndView writeTo(
            HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        try (answer) {
            if (answer.held() <= UpstreamResponse.PART && answer.length() >= 0) {
                write(request, response);
            } else {
                writeWithinMemory(request, response);
            }
        } catch (TruncatedResponseException e) {
            log.warn("{} did not complete a response: {}", answer.instanceId(), e.getMessage());
            AnswerHeaders.breakOff(request);
        }
        return null;
    }

    /** Reserves memory for a larger response, because it may have to wait for a slow client. */
    private void writeWithinMemory(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ClientConnection connection = AnswerHeaders.connectionOf(request);
        Runnable cut =
                () -> {
                    answer.drop();
                    connection.cut();
                };
        try (MemoryBudget.Share room = memory.begin(answer.held(), cut)) {
            if (room == null) {
                throw noRoom(request);
            }
            try {
                write(request, response);
            } catch (IOException e) {
                if (!room.isCut()) {
                    throw e;
                }
                log.debug("A client read its response too slowly", e);
                AnswerHeaders.breakOff(request);
            }
        }
    }

    /**
     * The service has already handled the request, so the outcome of a write is unknown to the
     * client.
     */
    private static UnavailableException noRoom(HttpServletRequest request) {
        String why = "The memory for responses is exhausted";
        return ProxyHandler.isRead(request)
                ? new UnavailableException(why, null)
                : UnavailableException.outcomeUnknown(why, null);
    }

    private void write(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        for (Header header : answer.headers()) {
            if (ProxyHeaders.isSentBack(header.getName())) {
                AnswerHeaders.pass(request, response, header.getName(), header.getValue());
            }
        }
        response.setHeader(TraceId.HEADER, requestId);
        if (cookie != null) {
            response.addCookie(cookie);
        }
        if (answer.length() > 0) {
            response.setContentLength(answer.length());
        }
        answer.writeTo(response.getOutputStream());
    }
}
