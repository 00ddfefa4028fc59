package io.rookery.kit.admission;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests being handled against a limit that follows their latency. Up to the limit
 * anybody is taken; above it each kind up to its own share, so that a kind that fills the limit
 * keeps none of the others out. Requests that wait for something else count apart. Thread-safe.
 */
final class AdmissionLimit implements Admission {

    private static final long STRAIN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final double NEARLY_FULL = 0.9;

    /** How many times the median a request takes before it is taken for one that waits. */
    private static final int OUTLIER = 4;

    private final AdmissionSettings settings;
    private final LongSupplier clock;
    private final LatencyLimit limit;
    private final Map<Partition, LongAdder> shed = new EnumMap<>(Partition.class);

    private final Object lock = new Object();
    private final Map<Partition, AtomicInteger> counts = new EnumMap<>(Partition.class);

    /** Those that count, the oldest first. */
    private final Set<AdmittedRequest> counting = new LinkedHashSet<>();

    private int stalled;
    private volatile long strainedUntil;

    /**
     * @param clock like {@link System#nanoTime}
     */
    AdmissionLimit(AdmissionSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.clock = clock;
        this.limit = new LatencyLimit(settings);
        this.strainedUntil = clock.getAsLong();
        for (Partition partition : Partition.values()) {
            shed.put(partition, new LongAdder());
            counts.put(partition, new AtomicInteger());
        }
    }

    /**
     * Takes the request, which is then to be released; or null: it is to be shed.
     *
     * @param onWait called when the request turns out to wait for something else
     */
    @Nullable AdmittedRequest tryAdmit(Partition partition, Runnable onWait) {
        long now = clock.getAsLong();
        synchronized (lock) {
            if (isFull(partition)) {
                setAsideStalled(now);
            }
            if (!isFull(partition)) {
                if (counting.size() >= limit.getLimit() * NEARLY_FULL) {
                    strainedUntil = now + STRAIN_NANOS;
                }
                AdmittedRequest request =
                        new AdmittedRequest(this, partition, now, counting.size() + 1, onWait);
                counting.add(request);
                countOf(partition).incrementAndGet();
                return request;
            }
        }
        strainedUntil = now + STRAIN_NANOS;
        Objects.requireNonNull(shed.get(partition)).increment();
        return null;
    }

    private boolean isFull(Partition partition) {
        int most = limit.getLimit();
        return counting.size() >= most
                && countOf(partition).get() >= Math.ceil(most * partition.share(settings));
    }

    private void setAsideStalled(long now) {
        long patience = Math.max(settings.stalledAfter().toNanos(), OUTLIER * limit.median());
        Iterator<AdmittedRequest> oldest = counting.iterator();
        while (stalled < settings.maxStalled() && oldest.hasNext()) {
            AdmittedRequest request = oldest.next();
            if (now - request.begun < patience) {
                return;
            }
            oldest.remove();
            stopCounting(request);
        }
    }

    /** The request waits; it counts no longer, unless too many wait already. */
    void setAside(AdmittedRequest request) {
        synchronized (lock) {
            if (stalled < settings.maxStalled() && counting.remove(request)) {
                stopCounting(request);
            }
        }
    }

    private void stopCounting(AdmittedRequest request) {
        countOf(request.partition).decrementAndGet();
        stalled++;
    }

    /** The request has been answered, however. */
    void release(AdmittedRequest request) {
        synchronized (lock) {
            if (counting.remove(request)) {
                countOf(request.partition).decrementAndGet();
            } else {
                stalled--;
            }
        }
        if (!request.hasWaited()) {
            long nanos = Math.max(1, clock.getAsLong() - request.begun);
            limit.onSample(request.begun, nanos, request.inFlight, request.wasDropped());
        }
    }

    /** Somebody who sends requests here is strained. */
    void strainedElsewhere() {
        strainedUntil = clock.getAsLong() + STRAIN_NANOS;
    }

    @Override
    public boolean isStrained() {
        return strainedUntil - clock.getAsLong() > 0;
    }

    @Override
    public long shed() {
        return shed.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long shed(Partition partition) {
        return Objects.requireNonNull(shed.get(partition)).sum();
    }

    @Override
    public int inFlight() {
        synchronized (lock) {
            return counting.size() + stalled;
        }
    }

    /** Those that count towards the limit. */
    int inFlight(Partition partition) {
        return countOf(partition).get();
    }

    int stalled() {
        synchronized (lock) {
            return stalled;
        }
    }

    int limit() {
        return limit.getLimit();
    }

    private AtomicInteger countOf(Partition partition) {
        return Objects.requireNonNull(counts.get(partition));
    }
}
