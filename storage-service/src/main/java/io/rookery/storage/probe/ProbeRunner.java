package io.rookery.storage.probe;

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
 * Runs one probe again and again, at most once at a time: while an answer is overdue nothing more
 * is asked, so that a hung component holds one connection and one virtual thread, not more.
 */
final class ProbeRunner implements AutoCloseable {

    private final Probe probe;
    private final ExecutorService threads;
    private final InstantSource clock;
    private volatile Component component;
    private @Nullable Future<Sighting> underWay;
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
     * Begins to ask, unless an earlier question is still under way.
     *
     * @param patience how long an answer is waited for, be it only to learn that it came late
     */
    void begin(Duration patience) {
        if (underWay == null) {
            Instant now = clock.instant();
            asked = now;
            underWay = threads.submit(() -> look(now, patience));
        }
    }

    /**
     * What has come of the question, or of an earlier one that is answered late; silence when the
     * time runs out. Silence dates from when the question began: what others hear after that says
     * nothing of why this one is not answered.
     */
    Sighting await(Duration deadline, long nanosLeft) throws InterruptedException {
        Future<Sighting> question = underWay;
        if (question != null) {
            try {
                Sighting sighting = question.get(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS);
                underWay = null;
                return sighting;
            } catch (TimeoutException e) {
                return Sighting.silent(component, asked, deadline);
            } catch (ExecutionException e) {
                underWay = null;
                return Sighting.refused(component, asked, "the probe failed: " + e.getCause());
            }
        }
        return Sighting.silent(component, asked, deadline);
    }

    private Sighting look(Instant began, Duration patience) throws InterruptedException {
        long started = System.nanoTime();
        try {
            Probe.Answer answer = probe.ask(patience);
            component = answer.component();
            return Sighting.answered(
                    component,
                    began,
                    Duration.ofNanos(System.nanoTime() - started),
                    answer.report());
        } catch (Probe.RefusedException e) {
            return Sighting.refused(component, began, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Sighting.silent(component, began, patience);
        }
    }

    @Override
    public void close() {
        Future<Sighting> asked = underWay;
        if (asked != null) {
            asked.cancel(true);
        }
        probe.close();
    }
}
