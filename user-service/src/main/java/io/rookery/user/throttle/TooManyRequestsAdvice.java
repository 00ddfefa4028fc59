package io.rookery.user.throttle;

import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Renders a {@link TooManyRequestsException} in the client API's format. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class TooManyRequestsAdvice {

    @ExceptionHandler
    ResponseEntity<Map<String, String>> render(TooManyRequestsException refusal) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, refusal.retryAfterSeconds())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("error", refusal.getMessage()));
    }
}
