package io.rookery.acceptance.workload;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records when each request was due and when it was answered, on the clock of {@link
 * System#nanoTime}.
 */
public final class Latencies {

    /**
     * One request.
     *
     * @param what kind of request
     */
    public record Sample(String what, long start, long end) {

        public Duration latency() {
            return Duration.ofNanos(end - start);
        }
    }

    private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();

    void add(String what, long start, long end) {
        samples.add(new Sample(what, start, end));
        count.incrementAndGet();
    }

    long count() {
        return count.get();
    }

    /** The request that took the longest; empty if there was none. */
    public Optional<Sample> slowest() {
        return samples.stream().max(Comparator.comparing(Sample::latency));
    }

    /** The requests that were due in a span of time, its end excluded. */
    public Distribution between(long start, long end) {
        return new Distribution(
                samples.stream()
                        .filter(sample -> sample.start() >= start && sample.start() < end)
                        .map(sample -> sample.end() - sample.start())
                        .sorted()
                        .toList());
    }

    /** Latencies in ascending order; all figures are zero when there are none. */
    public record Distribution(List<Long> nanos) {

        public int count() {
            return nanos.size();
        }

        /** The latency that this share, 0 to 1, of the requests did not exceed. */
        public Duration share(double share) {
            if (nanos.isEmpty()) {
                return Duration.ZERO;
            }
            int index = (int) Math.ceil(share * nanos.size()) - 1;
            return Duration.ofNanos(nanos.get(Math.clamp(index, 0, nanos.size() - 1)));
        }
    }
}
