package io.rookery.kit.error;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * Knows whether the current request has committed a write. A service that writes provides one as a
 * bean.
 *
 * <p>503 promises that nothing was done, and 500 says that nothing can be relied on. If a failure
 * occurs after a write was committed, neither is right. The client gets 504, which says that the
 * outcome is unknown, and may repeat the request with the same idempotency key.
 */
public interface WriteOutcome {

    /** For a service that writes nothing itself. */
    WriteOutcome NOTHING_WRITTEN = () -> false;

    /** Whether a write of the current request has been committed. */
    boolean isAnyCommitted();

    /**
     * The status of a failure: 504 instead of any 5xx if a write has been committed.
     *
     * @param failure the status if nothing was written
     */
    default HttpStatusCode of(HttpStatusCode failure) {
        return failure.is5xxServerError() && isAnyCommitted()
                ? HttpStatus.GATEWAY_TIMEOUT
                : failure;
    }
}
