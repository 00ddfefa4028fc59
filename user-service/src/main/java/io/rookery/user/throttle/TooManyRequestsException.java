package io.rookery.user.throttle;

import java.time.Duration;

/** Thrown when a rate limit is exceeded (429). Says when to try again. */
public final class TooManyRequestsException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String MESSAGE = "Too many requests";

    private final Duration retryAfter;

    public TooManyRequestsException(Duration retryAfter) {
        // An ordinary response, so no stack trace is needed.
        super(MESSAGE, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** The sentence that a page shows. */
    public String sentence() {
        return "Too many attempts. Please wait " + retryAfterSeconds() + " seconds and try again.";
    }

    /** The value of the {@code Retry-After} header in whole seconds, at least one. */
    public String retryAfterSeconds() {
        return Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }

    @Override
    public String getMessage() {
        return MESSAGE;
    }
}
