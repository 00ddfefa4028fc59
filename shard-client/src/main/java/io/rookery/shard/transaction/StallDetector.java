package io.rookery.shard.transaction;

import java.time.Duration;

/**
 * Detects that a server has stopped answering, from the times of requests and responses. A hanging
 * connection is given up only after seconds; this class detects the stall sooner. It also detects
 * whether a lost connection was the only one that failed. Thread-safe.
 */
final class StallDetector {

    private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long LATELY_NANOS = Duration.ofSeconds(2).toNanos();

    private final Runnable nobodyAnswered;
    private int questions;

    /**
     * When the oldest of the current requests began, or when the last response came, if that is
     * later.
     */
    private long since;

    private long answered = System.nanoTime() - LATELY_NANOS;

    /**
     * @param nobodyAnswered called when a request was lost, and no other one has been answered
     *     since it began
     */
    StallDetector(Runnable nobodyAnswered) {
        this.nobodyAnswered = nobodyAnswered;
    }

    <T> T whileAsking(Question<T> question) throws AttemptFailedException {
        long asked = begin();
        boolean isAnswer = true;
        try {
            return question.ask();
        } catch (AttemptFailedException failure) {
            isAnswer = failure.kind() != FailureKind.UNAVAILABLE;
            throw failure;
        } finally {
            end(isAnswer);
            if (!isAnswer && !hasAnsweredSince(asked)) {
                nobodyAnswered.run();
            }
        }
    }

    /** Whether requests are waiting, and none has been answered for more than one second. */
    synchronized boolean isStalled() {
        return questions > 0 && System.nanoTime() - since > LONG_NANOS;
    }

    /** Whether the latest response is less than two seconds old. */
    synchronized boolean hasRecentResponse() {
        return System.nanoTime() - answered < LATELY_NANOS;
    }

    private synchronized boolean hasAnsweredSince(long nanos) {
        return answered - nanos > 0;
    }

    private synchronized long begin() {
        long now = System.nanoTime();
        if (questions == 0) {
            since = now;
        }
        questions++;
        return now;
    }

    private synchronized void end(boolean isAnswer) {
        questions--;
        if (isAnswer) {
            answered = System.nanoTime();
            since = answered;
        }
    }

    @FunctionalInterface
    interface Question<T> {
        T ask() throws AttemptFailedException;
    }
}
