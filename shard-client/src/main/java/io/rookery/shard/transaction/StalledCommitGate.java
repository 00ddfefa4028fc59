package io.rookery.shard.transaction;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets only one write at a time through after a commit was not answered, until one is answered. A
 * primary whose standby is down, or that has been replaced without noticing, takes writes and
 * answers none. Each write would hold a connection and its locks there until that ends.
 * Thread-safe.
 */
final class StalledCommitGate {

    private final AtomicBoolean isTried = new AtomicBoolean();
    private volatile boolean isStuck;

    /**
     * @param isTelling whether a success proves that commits are answered. A commit that changes
     *     nothing, as in most background polls, waits for no standby; it is always let through
     * @throws AttemptFailedException when the attempt fails; also, without an attempt, while
     *     another write probes the primary
     */
    <T> T orNone(boolean isTelling, Attempt<T> attempt) throws AttemptFailedException {
        if (!isStuck || !isTelling) {
            return noted(isTelling, attempt);
        }
        if (!isTried.compareAndSet(false, true)) {
            throw new AttemptFailedException(FailureKind.UNAVAILABLE, null);
        }
        try {
            return noted(true, attempt);
        } finally {
            isTried.set(false);
        }
    }

    private <T> T noted(boolean isTelling, Attempt<T> attempt) throws AttemptFailedException {
        try {
            T result = attempt.run();
            isStuck &= !isTelling;
            return result;
        } catch (AttemptFailedException failure) {
            if (failure.isUnansweredCommit()) {
                isStuck = true;
            }
            throw failure;
        }
    }

    /** Resets the gate after another primary was found. */
    void forget() {
        isStuck = false;
    }

    @FunctionalInterface
    interface Attempt<T> {
        T run() throws AttemptFailedException;
    }
}
