package io.rookery.worker;

import org.jspecify.annotations.Nullable;

/**
 * Remembers what was reported last, so that a failure that recurs at each attempt is logged once.
 * Not thread-safe.
 *
 * @param <T> what tells failures apart, such as their class or message
 */
public final class ReportOnce<T> {

    private @Nullable T last;

    /** Whether this failure differs from the one that was reported last. Remembers it. */
    public boolean isNew(T failure) {
        if (failure.equals(last)) {
            return false;
        }
        last = failure;
        return true;
    }

    /** Records that the failure is over: the next one is reported again, whatever it is. */
    public void clear() {
        last = null;
    }
}
