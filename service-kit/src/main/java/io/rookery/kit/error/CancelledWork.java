package io.rookery.kit.error;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes cancelled work from faulty work. Work is cancelled if something that it waited for
 * was cancelled, closed or too late. Many libraries throw unchecked exceptions for that. The work
 * can be retried.
 */
final class CancelledWork {

    /** Limits the depth, because a chain of causes can be cyclic. */
    private static final int DEEPEST = 16;

    private CancelledWork() {}

    static boolean is(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (means(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean means(Throwable failure) {
        return failure instanceof CancellationException
                || failure instanceof InterruptedException
                || failure instanceof InterruptedIOException
                || failure instanceof ClosedByInterruptException
                || failure instanceof RejectedExecutionException
                || failure instanceof TimeoutException
                || failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException;
    }
}
