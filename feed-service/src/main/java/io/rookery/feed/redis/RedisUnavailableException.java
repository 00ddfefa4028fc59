package io.rookery.feed.redis;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when Redis, or the primary of a command's slot, did not answer in time. The command may
 * have been applied.
 */
public final class RedisUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether the command was not sent because the node is known to refuse writes. */
    private final boolean isRefusal;

    RedisUnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private RedisUnavailableException(
            String message, @Nullable Throwable cause, boolean isRefusal) {
        // No stack trace, to keep it cheap: it is thrown for each request while Redis is down, and
        // its message and cause identify it.
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
