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
 * Tells work that was cut short from work that is wrong: something that it waited for was taken
 * away, ended or too late. Such failures come unchecked out of many a library, and mean that the
 * work can be tried again.
 */
final class CutShort {

    /** Causes can go in circles. */
    private static final int DEEPEST = 16;

    private CutShort() {}

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

    /** Whether a request with the method has no effect, however it ends. */
    static boolean isLook(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
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
