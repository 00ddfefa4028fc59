package io.rookery.shard.transaction;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Records whether the work of the calling thread has committed a write. From then on a failure does
 * not mean that nothing was done. Work on other threads, such as that of the outbox, does not
 * count.
 */
public final class CommittedWrites {

    private static final ScopedValue<AtomicBoolean> CURRENT = ScopedValue.newInstance();

    private CommittedWrites() {}

    /** Runs the work. Within it, {@link #any} returns whether it has committed a write so far. */
    public static <T, X extends Throwable> T watch(ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        return ScopedValue.where(CURRENT, new AtomicBoolean()).call(work);
    }

    /**
     * Runs secondary work, such as counting, within other work. Its writes do not make the outcome
     * of the other work unknown.
     */
    public static <T, X extends Throwable> T aside(ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        return watch(work);
    }

    /** Whether the current work has committed a write; false for work that is not watched. */
    public static boolean any() {
        return CURRENT.isBound() && CURRENT.get().get();
    }

    static void note() {
        if (CURRENT.isBound()) {
            CURRENT.get().set(true);
        }
    }
}
