package io.rookery.user.session;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Renders errors of OAuth requests, which have a format of their own. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OAuthErrorAdvice {

    @JsonNaming(SnakeCaseStrategy.class)
    record OAuthError(String error, String errorDescription) {}

    @ExceptionHandler
    ResponseEntity<OAuthError> render(OAuthException refusal) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(refusal.status())
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noStore());
        if (refusal.status() == HttpStatus.UNAUTHORIZED) {
            answer.header("WWW-Authenticate", "Basic realm=\"Rookery\"");
        }
        return answer.body(new OAuthError(refusal.error(), refusal.description()));
    }
}
