package io.rookery.kit.shard;

import io.rookery.kit.error.RetryLater;
import io.rookery.kit.error.WriteOutcome;
import io.rookery.shard.id.FutureIdException;
import io.rookery.shard.transaction.ShardUnavailableException;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Asks clients to retry when a shard has not recovered in time. */
@RestControllerAdvice
@Order(0)
class ShardUnavailableAdvice {

    private final UnavailableShards counts;
    private final RetryLater retryLater;

    ShardUnavailableAdvice(UnavailableShards counts, WriteOutcome outcome) {
        this.counts = counts;
        this.retryLater = new RetryLater(outcome);
    }

    /**
     * Answers a request with an identifier from the future. The client should retry: another
     * instance's clock may be right.
     */
    @ExceptionHandler
    ResponseEntity<Object> fromTheFuture(FutureIdException refused) {
        return retryLater.answer(
                String.valueOf(refused.getMessage()), false, Duration.ofSeconds(1));
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(ShardUnavailableException unavailable) {
        counts.gaveUp(unavailable.shard());
        return retryLater.answer(
                String.valueOf(unavailable.getMessage()),
                unavailable.outcomeUnknown(),
                unavailable.retryAfter());
    }
}
