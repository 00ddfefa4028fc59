package io.rookery.shard.transaction;

import io.rookery.shard.map.ShardMaps;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Attempts until one succeeds, the work fails, or the deadline passes.
 *
 * <p>An interrupt ends neither an attempt's meaning nor the attempts: on a virtual thread it closes
 * the socket in use, which leaves a commit's outcome unknown, and only a further attempt settles
 * it. The thread's interrupt status is restored at the end.
 */
final class Retries {

    static final String UNASSIGNED = "unassigned";

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ShardMaps maps;
    private final Runnable waits;

    /**
     * @param waits called by a thread that finds a shard's servers away
     */
    Retries(ShardMaps maps, Runnable waits) {
        this.maps = maps;
        this.waits = waits;
    }

    /**
     * @param route the shard that the next attempt goes to; null while the map names none
     * @throws ShardUnavailableException when the deadline passes first
     */
    <T> T run(Deadline deadline, Supplier<@Nullable ShardLink> route, Attempt<T> attempt) {
        String shard = UNASSIGNED;
        boolean outcomeUnknown = false;
        boolean interrupted = false;
        long pause = FIRST_PAUSE_NANOS;
        @Nullable Throwable last = null;
        try {
            while (!deadline.hasPassed()) {
                interrupted |= Thread.interrupted();
                ShardLink link = route.get();
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
                            case MOVED -> maps.refresh();
                            case AWAY, SCARCE, FULL -> waits.run();
                            case CONFLICT, BUSY, WORK -> {}
                        }
                    }
                }
                interrupted |= pause(pause, deadline);
                pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
            }
            throw new ShardUnavailableException(shard, outcomeUnknown, last);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits between half of the time and all of it; tells whether an interrupt cut it short. */
    private static boolean pause(long nanos, Deadline deadline) {
        long jittered = ThreadLocalRandom.current().nextLong(nanos / 2, nanos);
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(jittered, deadline.nanosLeft()));
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
        T run(ShardLink link, boolean outcomeUnknown) throws AttemptFailedException;
    }
}
