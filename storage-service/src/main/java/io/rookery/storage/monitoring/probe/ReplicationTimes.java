package io.rookery.storage.monitoring.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** Commit times of a shard's latest heartbeats, without and with the wait for the standby. */
public final class ReplicationTimes {

    private static final int WINDOW = 60;
    private static final int FEWEST = 5;

    private final Deque<Long> alone = new ArrayDeque<>();
    private final Deque<Long> replicated = new ArrayDeque<>();

    /** Records one commit. */
    public synchronized void took(boolean waitedForStandby, long nanos) {
        Deque<Long> times = waitedForStandby ? replicated : alone;
        times.addLast(nanos);
        if (times.size() > WINDOW) {
            times.removeFirst();
        }
    }

    /**
     * Median time of a commit on the primary alone, in milliseconds; empty until there are a few.
     */
    public synchronized OptionalDouble process() {
        return median(alone);
    }

    /** Median time of a commit with all its waits, in milliseconds; empty until there are a few. */
    public synchronized OptionalDouble total() {
        return median(replicated);
    }

    private static OptionalDouble median(Deque<Long> times) {
        if (times.size() < FEWEST) {
            return OptionalDouble.empty();
        }
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        int middle = sorted.length / 2;
        double nanos =
                sorted.length % 2 == 1
                        ? sorted[middle]
                        : (sorted[middle - 1] + sorted[middle]) / 2.0;
        return OptionalDouble.of(nanos / 1_000_000);
    }
}
