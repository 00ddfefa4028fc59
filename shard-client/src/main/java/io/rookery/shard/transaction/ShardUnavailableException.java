package io.rookery.shard.transaction;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thrown when a shard could not do the work before the deadline. The caller should retry later. */
public final class ShardUnavailableException extends RuntimeException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String shard;
    private final boolean outcomeUnknown;

    /**
     * @param outcomeUnknown whether the work may have been committed
     */
    public ShardUnavailableException(
            String shard, boolean outcomeUnknown, @Nullable Throwable cause) {
        super(
                outcomeUnknown
                        ? "The outcome of a transaction on shard %s is unknown".formatted(shard)
                        : "Shard %s is unavailable".formatted(shard),
                cause);
        this.shard = shard;
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Name of the shard; {@code unassigned} when the shard map named none. */
    public String shard() {
        return shard;
    }

    /**
     * Whether the work may have been committed. To settle it, repeat the same work until it
     * succeeds: it is idempotent.
     */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /** How long the caller should wait before it tries again. */
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
