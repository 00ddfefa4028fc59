package io.rookery.shard.transaction;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets one write at a time through once a commit has not been answered, until one is. A primary
 * whose standby is gone, or that has been replaced and does not know, takes writes and answers
 * none; each would hold a connection and its locks there for as long as that lasts. Thread-safe.
 */
final class StuckCommits {

    private final AtomicBoolean isTried = new AtomicBoolean();
    private volatile boolean isStuck;

    /**
     * @param isTelling whether a success tells anything: a commit that changes nothing waits for
     *     nobody, as most looks of background work do, which are always let through
     * @throws AttemptFailedException without an attempt while another one finds out
     */
    <T> T orNone(boolean isTelling, Attempt<T> attempt) throws AttemptFailedException {
        if (!isStuck || !isTelling) {
            return noted(isTelling, attempt);
        }
        if (!isTried.compareAndSet(false, true)) {
            throw new AttemptFailedException(FailureKind.AWAY, null);
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

    /** There is another primary: what was said of the one before is forgotten. */
    void forget() {
        isStuck = false;
    }

    @FunctionalInterface
    interface Attempt<T> {
        T run() throws AttemptFailedException;
    }
}
