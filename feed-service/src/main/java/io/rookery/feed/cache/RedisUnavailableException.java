package io.rookery.feed.cache;

import org.jspecify.annotations.Nullable;

/**
 * Redis, or the primary that a command was for, did not answer in time; it may have been applied.
 */
public final class RedisUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message, @Nullable Throwable cause) {
        // Told apart by its message and cause; thrown once for each request while Redis is away.
        super(message, cause, false, false);
    }
}
