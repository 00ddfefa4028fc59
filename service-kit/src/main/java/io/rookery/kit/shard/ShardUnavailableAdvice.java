package io.rookery.kit.shard;

import io.rookery.kit.error.ErrorTexts;
import io.rookery.kit.error.WriteOutcome;
import io.rookery.shard.id.FutureIdException;
import io.rookery.shard.transaction.ShardUnavailableException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Asks clients to retry when a shard has not recovered in time: 503 when nothing was written, 504
 * when that is unknown.
 */
@RestControllerAdvice
@Order(0)
class ShardUnavailableAdvice {

    private static final Logger log = LoggerFactory.getLogger(ShardUnavailableAdvice.class);

    private final UnavailableShards counts;
    private final WriteOutcome outcome;

    ShardUnavailableAdvice(UnavailableShards counts, WriteOutcome outcome) {
        this.counts = counts;
        this.outcome = outcome;
    }

    /**
     * Answers a request with an identifier from the future. The client should retry: another
     * instance's clock may be right.
     */
    @ExceptionHandler
    ResponseEntity<Map<String, String>> fromTheFuture(FutureIdException refused) {
        log.warn("{}; the client is asked to retry", refused.getMessage());
        return answer(outcome.of(HttpStatus.SERVICE_UNAVAILABLE), Duration.ofSeconds(1));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> unavailable(ShardUnavailableException unavailable) {
        counts.gaveUp(unavailable.shard());
        log.warn("{}; the client is asked to retry", unavailable.getMessage());
        HttpStatusCode status =
                unavailable.outcomeUnknown()
                        ? HttpStatus.GATEWAY_TIMEOUT
                        : outcome.of(HttpStatus.SERVICE_UNAVAILABLE);
        return answer(status, unavailable.retryAfter());
    }

    private static ResponseEntity<Map<String, String>> answer(
            HttpStatusCode status, Duration retryAfter) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("error", ErrorTexts.of(status)));
    }
}
