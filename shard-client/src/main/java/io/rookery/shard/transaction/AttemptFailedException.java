package io.rookery.shard.transaction;

import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** Thrown when an attempt fails for a reason that another attempt may not meet. */
final class AttemptFailedException extends Exception {

    private final FailureKind kind;
    private final boolean outcomeUnknown;

    AttemptFailedException(FailureKind kind, @Nullable Throwable cause) {
        this(kind, false, cause);
    }

    private AttemptFailedException(
            FailureKind kind, boolean outcomeUnknown, @Nullable Throwable cause) {
        super("The shard failed an attempt: " + kind, cause);
        this.kind = kind;
        this.outcomeUnknown = outcomeUnknown;
    }

    /** The commit was sent, and no reliable response came. */
    static AttemptFailedException inCommit(Throwable cause) {
        return new AttemptFailedException(FailureKind.UNAVAILABLE, true, cause);
    }

    FailureKind kind() {
        return kind;
    }

    boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /** Whether a commit timed out on a connection that still seemed to be open. */
    boolean isUnansweredCommit() {
        Throwable cause = getCause();
        while (cause != null && !(cause instanceof SocketTimeoutException)) {
            cause = cause.getCause();
        }
        return outcomeUnknown && cause != null;
    }
}
