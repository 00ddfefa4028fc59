package io.rookery.kit.error;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * What is known of the writes of the request under way. A service that writes has one as a bean.
 *
 * <p>503 promises that nothing was done, and 500 says that nothing can be relied on. Once a write
 * is committed, a failure to answer is neither: the client is told by 504 that the outcome is not
 * known, and may repeat the request with the same key.
 */
public interface WriteOutcome {

    /** Of a service that writes nothing itself. */
    WriteOutcome NOTHING_WRITTEN = () -> false;

    /** Whether a write of the request under way has been committed. */
    boolean isAnyCommitted();

    /** The status of a failure that would have the given one if nothing was written. */
    default HttpStatusCode of(HttpStatusCode failure) {
        return failure.is5xxServerError() && isAnyCommitted()
                ? HttpStatus.GATEWAY_TIMEOUT
                : failure;
    }
}
