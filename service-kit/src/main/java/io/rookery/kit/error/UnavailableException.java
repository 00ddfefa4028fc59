package io.rookery.kit.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a request needs could not be reached in time. Trying again later is right, and with the same
 * {@code Idempotency-Key} it does no harm.
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

    /** For a write that may have had its effect all the same. */
    public static UnavailableException outcomeUnknown(String message, @Nullable Throwable cause) {
        return new UnavailableException(message, cause, SOON, true);
    }

    /** Whether what was asked for may have been done. */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    /** How long the caller should wait before it tries again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
