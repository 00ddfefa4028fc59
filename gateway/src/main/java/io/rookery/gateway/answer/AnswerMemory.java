package io.rookery.gateway.answer;

import io.rookery.kit.memory.MemoryBudget;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The memory budget of all responses that are being written. Thread-safe. */
public final class AnswerMemory {

    /** Up to this size, in bytes, a response is small. */
    static final int SMALL = 256 * 1024;

    private final MemoryBudget budget;
    private final long longestNanos;

    /**
     * @param limit bytes
     * @param patienceNanos how long a response is being written before it may lose its memory
     * @param longestNanos how long it may be written at all
     * @param clock like {@link System#nanoTime}
     */
    AnswerMemory(long limit, long patienceNanos, long longestNanos, LongSupplier clock) {
        this.budget = new MemoryBudget(limit, SMALL, Integer.MAX_VALUE, patienceNanos, clock);
        this.longestNanos = longestNanos;
    }

    /**
     * Reserves memory for a response that is about to be written. The caller closes the share once
     * it is written.
     *
     * @param cut frees its memory and closes its connection, should it lose its memory
     * @return null when there is no memory for it
     */
    public MemoryBudget.@Nullable Share begin(int bytes, Runnable cut) {
        return budget.begin(bytes, cut);
    }

    long used() {
        return budget.used();
    }

    int writing() {
        return budget.held();
    }

    /** Cuts off responses that have been written for too long. */
    void cutLate() {
        budget.cutThoseHeldFor(longestNanos);
    }
}
