package io.rookery.feed.cache;

import org.jspecify.annotations.Nullable;

/**
 * Redis, or the primary that a command was for, did not answer in time; it may have been applied.
 */
public final class RedisUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether nothing was sent, as the node is known to take no writes. */
    private final boolean isRefusal;

    RedisUnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private RedisUnavailableException(
            String message, @Nullable Throwable cause, boolean isRefusal) {
        // Told apart by its message and cause; thrown once for each request while Redis is away.
        super(message, cause, false, false);
        this.isRefusal = isRefusal;
    }

    static RedisUnavailableException refusal(String message) {
        return new RedisUnavailableException(message, null, true);
    }

    boolean isRefusal() {
        return isRefusal;
    }
}
