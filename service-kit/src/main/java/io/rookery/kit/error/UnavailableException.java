package io.rookery.kit.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a request needs could not be reached in time. Trying again later is right. */
public final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Duration retryAfter;

    public UnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, SOON);
    }

    public UnavailableException(String message, @Nullable Throwable cause, Duration retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the caller should wait before it tries again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
