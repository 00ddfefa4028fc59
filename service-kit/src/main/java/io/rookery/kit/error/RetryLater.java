package io.rookery.kit.error;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Answers a request that could not be served now, and asks the client to repeat it: 503 if nothing
 * was done, 504 if that is unknown. Thread-safe.
 */
public final class RetryLater {

    private static final Logger log = LoggerFactory.getLogger(RetryLater.class);
    private static final long NANOS_BETWEEN_WARNINGS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong lastWarning =
            new AtomicLong(System.nanoTime() - NANOS_BETWEEN_WARNINGS);
    private final WriteOutcome outcome;

    /**
     * Creates the answers.
     *
     * @param outcome knows whether the request has committed a write
     */
    public RetryLater(WriteOutcome outcome) {
        this.outcome = outcome;
    }

    /**
     * Answers a request. Logs one warning per second at most: if one request cannot be served, many
     * cannot.
     *
     * @param why one sentence for the log, without a full stop
     * @param isOutcomeUnknown whether the request may have had an effect
     * @param retryAfter when to repeat it; at least a second is said
     */
    public ResponseEntity<Object> answer(
            String why, boolean isOutcomeUnknown, Duration retryAfter) {
        report(why);
        HttpStatusCode status =
                isOutcomeUnknown
                        ? HttpStatus.GATEWAY_TIMEOUT
                        : outcome.of(HttpStatus.SERVICE_UNAVAILABLE);
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("error", ErrorTexts.of(status)));
    }

    private void report(String why) {
        long last = lastWarning.get();
        long now = System.nanoTime();
        if (now - last >= NANOS_BETWEEN_WARNINGS && lastWarning.compareAndSet(last, now)) {
            log.warn("{}; the client is asked to retry", why);
        } else {
            log.debug("{}; the client is asked to retry", why);
        }
    }
}
