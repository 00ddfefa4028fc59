package io.rookery.kit.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if something that a request needs could not be reached in time. The client should retry
 * later. With the same {@code Idempotency-Key} the retry is safe.
 */
public final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Duration retryAfter;
    private final boolean outcomeUnknown;

    public UnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, SOON);
    }

    public UnavailableException(String message, @Nullable Throwable cause, Duration retryAfter) {
        this(message, cause, retryAfter, false);
    }

    private UnavailableException(
            String message, @Nullable Throwable cause, Duration retryAfter, boolean unknown) {
        super(message, cause);
        this.retryAfter = retryAfter;
        this.outcomeUnknown = unknown;
    }

    /** Creates the exception for a write that may have taken effect nevertheless. */
    public static UnavailableException outcomeUnknown(String message, @Nullable Throwable cause) {
        return new UnavailableException(message, cause, SOON, true);
    }

    /** Whether the write may have taken effect. */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    /** How long the caller should wait before it tries again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
