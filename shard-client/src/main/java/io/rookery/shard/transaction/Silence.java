package io.rookery.shard.transaction;

import java.time.Duration;

/**
 * When somebody was asked, and has answered. Connections that hang are given up only after seconds;
 * this tells sooner, and whether one that was given up is the only one. Thread-safe.
 */
final class Silence {

    private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long LATELY_NANOS = Duration.ofSeconds(2).toNanos();

    private final Runnable nobodyAnswered;
    private int questions;

    /** When the oldest of the present questions began, or one was answered after that. */
    private long since;

    private long answered = System.nanoTime() - LATELY_NANOS;

    /**
     * @param nobodyAnswered called when a question was lost, and no other has been answered since
     *     it was asked
     */
    Silence(Runnable nobodyAnswered) {
        this.nobodyAnswered = nobodyAnswered;
    }

    <T> T whileAsking(Question<T> question) throws AttemptFailedException {
        long asked = begin();
        boolean isAnswer = true;
        try {
            return question.ask();
        } catch (AttemptFailedException failure) {
            isAnswer = failure.kind() != FailureKind.AWAY;
            throw failure;
        } finally {
            end(isAnswer);
            if (!isAnswer && !hasAnsweredSince(asked)) {
                nobodyAnswered.run();
            }
        }
    }

    /** Whether there are questions, and none has been answered for longer than is usual. */
    synchronized boolean isLong() {
        return questions > 0 && System.nanoTime() - since > LONG_NANOS;
    }

    /** Whether the latest answer is no older than two seconds. */
    synchronized boolean isBrokenLately() {
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
