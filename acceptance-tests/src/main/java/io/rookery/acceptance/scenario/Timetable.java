package io.rookery.acceptance.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Records when the steps of a scenario were done, on the clock of {@link System#nanoTime}. */
final class Timetable {

    private static final long NOT_YET = -1;

    private final ConcurrentSkipListMap<Long, String> steps = new ConcurrentSkipListMap<>();
    private Instant instant = Instant.EPOCH;
    private long fault;
    private long lastStep;
    private long whole;
    private boolean wasWhole;

    void faultBegins() {
        fault = System.nanoTime();
        instant = Instant.now();
        lastStep = fault;
        whole = fault;
    }

    void note(String step) {
        steps.put(System.nanoTime() - fault, step);
    }

    void lastStepIsDone() {
        lastStep = System.nanoTime();
        whole = lastStep;
    }

    void isWhole() {
        whole = System.nanoTime();
        wasWhole = true;
    }

    Instant instantOfFault() {
        return instant;
    }

    long fault() {
        return fault;
    }

    long lastStep() {
        return lastStep;
    }

    /** When everything was whole again; when the last step was done, if it never was. */
    long whole() {
        return whole;
    }

    /** Milliseconds from the last step until everything was whole; -1 if it never was. */
    long recovery() {
        return wasWhole ? Duration.ofNanos(whole - lastStep).toMillis() : NOT_YET;
    }

    /** Milliseconds from the fault to a moment. */
    long since(long moment) {
        return Duration.ofNanos(Math.max(0, moment - fault)).toMillis();
    }

    /** Describes the last step before a moment. */
    String stepBefore(long moment) {
        Map.Entry<Long, String> step = steps.floorEntry(moment - fault);
        return step == null
                ? "before the first step"
                : "%d ms after \"%s\""
                        .formatted(
                                Duration.ofNanos(moment - fault - step.getKey()).toMillis(),
                                step.getValue());
    }
}
