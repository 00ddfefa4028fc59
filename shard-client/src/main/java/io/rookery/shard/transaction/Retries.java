package io.rookery.shard.transaction;

import io.rookery.shard.map.ShardMaps;
import io.rookery.worker.BackOff;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Retries an attempt until it succeeds, the work fails, or the deadline passes.
 *
 * <p>An interrupt does not end the retries. On a virtual thread it closes the socket in use. This
 * leaves a commit's outcome unknown, and only a further attempt settles it. The thread's interrupt
 * status is restored at the end.
 */
final class Retries {

    static final String UNASSIGNED = "unassigned";

    private static final BackOff BACK_OFF =
            BackOff.of(Duration.ofMillis(10), Duration.ofMillis(100));

    private final ShardMaps maps;
    private final Consumer<@Nullable Throwable> redirect;
    private final Runnable waits;

    /**
     * @param redirect receives the refusal of a shard that does not own a slot
     * @param waits called by a thread that finds the servers of a shard unavailable
     */
    Retries(ShardMaps maps, Consumer<@Nullable Throwable> redirect, Runnable waits) {
        this.maps = maps;
        this.redirect = redirect;
        this.waits = waits;
    }

    /**
     * @param route gives the shard for the next attempt; null while the map names none
     * @throws ShardUnavailableException when the deadline passes first
     */
    <T> T run(
            CallDeadline deadline, Supplier<@Nullable ShardConnections> route, Attempt<T> attempt) {
        String shard = UNASSIGNED;
        boolean outcomeUnknown = false;
        boolean interrupted = false;
        int attempts = 0;
        @Nullable Throwable last = null;
        try {
            while (!deadline.hasPassed()) {
                interrupted |= Thread.interrupted();
                ShardConnections link = route.get();
                if (link == null) {
                    waits.run();
                    maps.refresh();
                } else {
                    shard = link.name();
                    try {
                        return attempt.run(link, outcomeUnknown);
                    } catch (AttemptFailedException failure) {
                        outcomeUnknown |= failure.outcomeUnknown();
                        last = failure.getCause();
                        switch (failure.kind()) {
                            case WRONG_SHARD -> redirect.accept(last);
                            case UNAVAILABLE, POOL_EXHAUSTED, FULL -> waits.run();
                            case CONFLICT, BUSY, WORK -> {}
                        }
                    }
                }
                interrupted |= pause(BACK_OFF.after(++attempts), deadline);
            }
            throw new ShardUnavailableException(shard, outcomeUnknown, last);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sleeps for the time, but not beyond the deadline; returns whether it was interrupted. */
    private static boolean pause(Duration time, CallDeadline deadline) {
        try {
            deadline.sleep(time);
            return false;
        } catch (InterruptedException cutShort) {
            return true;
        }
    }

    @FunctionalInterface
    interface Attempt<T> {

        /**
         * @param outcomeUnknown whether an attempt before this one may have been committed
         */
        T run(ShardConnections link, boolean outcomeUnknown) throws AttemptFailedException;
    }
}
