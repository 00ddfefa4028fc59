package io.rookery.storage.monitoring.probe;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs one probe again and again, at most once at a time. While an answer is overdue, no new probe
 * starts, so that a hung component holds one connection and one virtual thread, not more.
 */
final class ProbeRunner implements AutoCloseable {

    private final Probe probe;
    private final ExecutorService threads;
    private final InstantSource clock;
    private volatile Component component;
    private @Nullable Future<ProbeResult> underWay;
    private Instant asked = Instant.EPOCH;

    ProbeRunner(Probe probe, ExecutorService threads, InstantSource clock) {
        this.probe = probe;
        this.threads = threads;
        this.clock = clock;
        this.component = probe.component();
    }

    Component component() {
        return component;
    }

    /**
     * Starts a probe, unless an earlier one is still running.
     *
     * @param patience timeout of the probe; it may be longer than the deadline, only to learn that
     *     an answer came late
     */
    void begin(Duration patience) {
        if (underWay == null) {
            Instant now = clock.instant();
            asked = now;
            underWay = threads.submit(() -> look(now, patience));
        }
    }

    /**
     * Returns the result of the probe, or of an earlier one that was answered late; a timeout when
     * the time runs out. The timeout has the start time of the running probe: what others hear
     * after that time does not explain why this probe has no answer.
     */
    ProbeResult await(Duration deadline, long nanosLeft) throws InterruptedException {
        Future<ProbeResult> question = underWay;
        if (question != null) {
            try {
                ProbeResult sighting = question.get(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS);
                underWay = null;
                return sighting;
            } catch (TimeoutException e) {
                return ProbeResult.silent(component, asked, deadline);
            } catch (ExecutionException e) {
                underWay = null;
                return ProbeResult.refused(component, asked, "the probe failed: " + e.getCause());
            }
        }
        return ProbeResult.silent(component, asked, deadline);
    }

    private ProbeResult look(Instant began, Duration patience) throws InterruptedException {
        long started = System.nanoTime();
        try {
            Probe.Answer answer = probe.ask(patience);
            component = answer.component();
            return ProbeResult.answered(
                    component,
                    began,
                    Duration.ofNanos(System.nanoTime() - started),
                    answer.report());
        } catch (Probe.RefusedException e) {
            return ProbeResult.refused(component, began, String.valueOf(e.getMessage()));
        } catch (Probe.NotServingException e) {
            return ProbeResult.notServing(component, began, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return ProbeResult.silent(component, began, patience);
        }
    }

    @Override
    public void close() {
        Future<ProbeResult> asked = underWay;
        if (asked != null) {
            asked.cancel(true);
        }
        probe.close();
    }
}
