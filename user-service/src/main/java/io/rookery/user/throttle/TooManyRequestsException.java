package io.rookery.user.throttle;

import java.time.Duration;

/** Refuses what was tried too often (429), and says when to try again. */
public final class TooManyRequestsException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String MESSAGE = "Too many requests";

    private final Duration retryAfter;

    public TooManyRequestsException(Duration retryAfter) {
        // A refusal is an ordinary answer: nobody reads its stack trace.
        super(MESSAGE, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** What a page says of it. */
    public String sentence() {
        return "This was tried too often. Please wait "
                + retryAfterSeconds()
                + " seconds and try again.";
    }

    /** Whole seconds, at least one. */
    public String retryAfterSeconds() {
        return Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }

    @Override
    public String getMessage() {
        return MESSAGE;
    }
}
