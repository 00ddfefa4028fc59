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
 * Adaptive concurrency limit: counts the requests in flight against a limit that follows their
 * latency. Below the limit, every request is admitted. Above it, each {@link Partition} is still
 * admitted up to its guaranteed share, so that one kind of request cannot starve the others.
 * Requests that wait for something else ("stalled") are counted separately. Thread-safe.
 */
final class AdmissionLimit implements Admission {

    private static final long STRAIN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final double NEARLY_FULL = 0.9;

    /** A request that has taken this many times the median may be regarded as stalled. */
    private static final int OUTLIER = 4;

    private final AdmissionSettings settings;
    private final LongSupplier clock;
    private final LatencyLimit limit;
    private final Map<Partition, LongAdder> shed = new EnumMap<>(Partition.class);

    private final Object lock = new Object();
    private final Map<Partition, AtomicInteger> counts = new EnumMap<>(Partition.class);

    /** The requests that count towards the limit, oldest first. */
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
     * Admits the request if the limit allows it. The caller must {@link #release} it.
     *
     * @param onWait called when the request starts to wait for something else
     * @return null if the request must be shed
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

    /**
     * Stops counting the request towards the limit because it waits. It keeps counting if too many
     * requests are stalled already.
     */
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

    /** Ends the request, whatever its outcome. */
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

    /** Records that a caller of this instance is strained. */
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

    /** Number of requests of the partition that count towards the limit. */
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
