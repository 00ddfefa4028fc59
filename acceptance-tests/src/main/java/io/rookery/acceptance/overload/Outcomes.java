package io.rookery.acceptance.overload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the status and latency of each request in one run. */
final class Outcomes {

    /** Stands for the status of a request without a response. */
    static final int NONE = 0;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long began = System.nanoTime();
    private final SortedMap<Integer, Long> byStatus = new TreeMap<>();
    private final List<Long> admitted = new ArrayList<>();
    private final List<Long> shed = new ArrayList<>();

    /** Seconds in which a request was sent; {@code unclean} has those in which one failed. */
    private final SortedSet<Long> seconds = new TreeSet<>();

    private final Set<Long> unclean = new HashSet<>();

    void add(int status, long sent, long nanos) {
        byStatus.merge(status, 1L, Long::sum);
        long second = (sent - began) / SECOND;
        seconds.add(second);
        if (isSuccess(status)) {
            admitted.add(nanos);
        } else {
            unclean.add(second);
            shed.add(nanos);
        }
    }

    static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static boolean isRefusal(int status) {
        return status == 429 || status == 503;
    }

    long successes() {
        return admitted.size();
    }

    /**
     * Returns the number of requests that were neither successful nor refused temporarily,
     * including those without a response.
     */
    long others() {
        return byStatus.entrySet().stream()
                .filter(entry -> !isSuccess(entry.getKey()) && !isRefusal(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    Map<Integer, Long> byStatus() {
        return byStatus;
    }

    /**
     * Returns the latency in milliseconds that this share, 0 to 1, of the successes did not exceed.
     */
    double admittedWithin(double share) {
        return quantile(admitted, share);
    }

    /** Returns the latency in milliseconds that this share of the other requests did not exceed. */
    double shedWithin(double share) {
        return quantile(shed, share);
    }

    private static double quantile(List<Long> all, double share) {
        long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }

    /**
     * Returns the first second without a failed request, counted from the start; -1 if there is
     * none.
     */
    long firstCleanSecond() {
        return seconds.stream().filter(second -> !unclean.contains(second)).findFirst().orElse(-1L);
    }
}
