package io.rookery.kit.admission;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import com.netflix.concurrency.limits.limit.window.PercentileSampleWindowFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Concurrency limit by AIMD: additive increase while the median latency of a short window is within
 * bounds, multiplicative decrease otherwise. The library's gradient limits are not used: they
 * compare latency with its own past, and so adapt to a lasting overload. The median is used rather
 * than the mean because the few requests that hash a password or wait for a failover do not move
 * it.
 */
final class LatencyLimit implements Limit {

    private static final int SHORTEST_WINDOW_MILLIS = 250;
    private static final int LONGEST_WINDOW_MILLIS = 2_000;
    private static final int LEAST_SAMPLES = 10;
    private static final int MOST_SAMPLES = 500;
    private static final double MEDIAN = 0.5;

    private final Limit limit;
    private final Limit windows;
    private volatile long median;

    LatencyLimit(AdmissionSettings settings) {
        this.limit =
                settings.enabled()
                        ? AIMDLimit.newBuilder()
                                .initialLimit(settings.initialLimit())
                                .minLimit(settings.minLimit())
                                .maxLimit(settings.maxLimit())
                                .timeout(settings.latency().toNanos(), TimeUnit.NANOSECONDS)
                                .build()
                        : FixedLimit.of(Integer.MAX_VALUE);
        this.windows =
                WindowedLimit.newBuilder()
                        .minWindowTime(SHORTEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                        .maxWindowTime(LONGEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                        .windowSize(LEAST_SAMPLES)
                        .minRttThreshold(0, TimeUnit.NANOSECONDS)
                        .sampleWindowFactory(PercentileSampleWindowFactory.of(MEDIAN, MOST_SAMPLES))
                        .build(new Remembering());
    }

    /** Median latency of the last window, in nanoseconds; 0 before the first window has ended. */
    long median() {
        return median;
    }

    @Override
    public int getLimit() {
        return limit.getLimit();
    }

    @Override
    public void notifyOnChange(Consumer<Integer> consumer) {
        limit.notifyOnChange(consumer);
    }

    @Override
    public void onSample(long begun, long nanos, int inFlight, boolean dropped) {
        windows.onSample(begun, nanos, inFlight, dropped);
    }

    /** Receives one sample per window, the median, and remembers it. */
    private final class Remembering implements Limit {

        @Override
        public int getLimit() {
            return limit.getLimit();
        }

        @Override
        public void notifyOnChange(Consumer<Integer> consumer) {
            limit.notifyOnChange(consumer);
        }

        @Override
        public void onSample(long begun, long nanos, int inFlight, boolean dropped) {
            median = nanos;
            limit.onSample(begun, nanos, inFlight, dropped);
        }
    }
}
