package io.rookery.gateway.proxy;

import io.rookery.gateway.answer.AnswerHeaders;
import io.rookery.kit.failover.Answer;
import io.rookery.kit.failover.BrokenAnswerException;
import io.rookery.kit.trace.RequestName;
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

/** Gives a client the answer of a service as it came. */
final class ProxiedResponse implements ServerResponse {

    private static final Logger log = LoggerFactory.getLogger(ProxiedResponse.class);

    private final Answer answer;
    private final String requestId;
    private final @Nullable Cookie cookie;

    ProxiedResponse(Answer answer, String requestId, @Nullable Cookie cookie) {
        this.answer = answer;
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
            response.setStatus(answer.status());
            for (Header header : answer.headers()) {
                if (ProxyHeaders.isSentBack(header.getName())) {
                    AnswerHeaders.pass(request, response, header.getName(), header.getValue());
                }
            }
            response.setHeader(RequestName.HEADER, requestId);
            if (cookie != null) {
                response.addCookie(cookie);
            }
            if (answer.length() > 0) {
                response.setContentLength(answer.length());
            }
            answer.writeTo(response.getOutputStream());
        } catch (BrokenAnswerException e) {
            log.warn("{} has broken off an answer: {}", answer.instanceId(), e.getMessage());
            AnswerHeaders.breakOff(request);
        }
        return null;
    }
}
