package io.rookery.shard.outbox;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes failures that no retry can fix: the database refuses the data of an event, at any
 * time.
 */
final class RefusedData {

    private static final int LENGTH_OF_CLASS = 2;

    /** SQLState classes of invalid data, violated constraints and exceeded limits. */
    private static final Set<String> CLASSES = Set.of("22", "23", "54");

    /**
     * Exceptions: a key that is taken may be free later, and a referenced row may still be
     * inserted.
     */
    private static final Set<String> PASSING = Set.of("23503", "23505");

    private static final int DEEPEST = 20;

    private RefusedData() {}

    static boolean isCauseOf(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SQLException sql && isRefusal(sql.getSQLState())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isRefusal(@Nullable String state) {
        return state != null
                && state.length() > LENGTH_OF_CLASS
                && CLASSES.contains(state.substring(0, LENGTH_OF_CLASS))
                && !PASSING.contains(state);
    }
}
