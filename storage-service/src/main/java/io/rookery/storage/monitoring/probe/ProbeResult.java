package io.rookery.storage.monitoring.probe;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Result of one probe of one component.
 *
 * @param began when the probe began
 * @param took how long the answer took, or was waited for; zero after a refusal
 * @param report what the component reported; null unless it answered
 * @param failure why there was no answer, as a clause; empty when there was one
 */
public record ProbeResult(
        Component component,
        ProbeOutcome sight,
        Instant began,
        Duration took,
        @Nullable ComponentReport report,
        String failure) {

    public static ProbeResult answered(
            Component component, Instant began, Duration took, ComponentReport report) {
        return new ProbeResult(component, ProbeOutcome.ANSWERED, began, took, report, "");
    }

    /** Whether the component, or its host, has said no. */
    public boolean isRefusal() {
        return sight == ProbeOutcome.REFUSED || sight == ProbeOutcome.NOT_SERVING;
    }

    /** Returns the result with an extended report. */
    public ProbeResult with(ComponentReport better) {
        return new ProbeResult(component, sight, began, took, better, failure);
    }

    public static ProbeResult refused(Component component, Instant began, String failure) {
        return new ProbeResult(
                component, ProbeOutcome.REFUSED, began, Duration.ZERO, null, failure);
    }

    public static ProbeResult notServing(Component component, Instant began, String failure) {
        return new ProbeResult(
                component, ProbeOutcome.NOT_SERVING, began, Duration.ZERO, null, failure);
    }

    public static ProbeResult silent(Component component, Instant began, Duration waited) {
        return new ProbeResult(
                component,
                ProbeOutcome.SILENT,
                began,
                waited,
                null,
                "the probe timed out after " + waited.toMillis() + " ms");
    }
}
