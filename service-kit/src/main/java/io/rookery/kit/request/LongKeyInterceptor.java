package io.rookery.kit.request;

import io.rookery.kit.error.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses an idempotency key that is too long, before the request is handled. */
final class LongKeyInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        // Each byte of the header is one character here.
        String key = request.getHeader(RequestIdentity.IDEMPOTENCY_KEY_HEADER);
        if (key != null && key.length() > RequestIdentity.LONGEST_KEY) {
            throw ApiException.invalid(
                    "Idempotency-Key is too long (at most %d bytes)"
                            .formatted(RequestIdentity.LONGEST_KEY));
        }
        return true;
    }
}
