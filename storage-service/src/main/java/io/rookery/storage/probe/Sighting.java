package io.rookery.storage.probe;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look at one component.
 *
 * @param began when it was asked
 * @param took how long the answer or the refusal took
 * @param report what it said; null unless it answered
 * @param failure why there was no answer, as a clause; empty when there was one
 */
public record Sighting(
        Component component,
        Sight sight,
        Instant began,
        Duration took,
        @Nullable Report report,
        String failure) {

    public static Sighting answered(
            Component component, Instant began, Duration took, Report report) {
        return new Sighting(component, Sight.ANSWERED, began, took, report, "");
    }

    /** The same look with what is known beside what the component said. */
    public Sighting with(Report better) {
        return new Sighting(component, sight, began, took, better, failure);
    }

    public static Sighting refused(Component component, Instant began, String failure) {
        return new Sighting(component, Sight.REFUSED, began, Duration.ZERO, null, failure);
    }

    public static Sighting silent(Component component, Instant began, Duration waited) {
        return new Sighting(
                component,
                Sight.SILENT,
                began,
                waited,
                null,
                "no answer came within " + waited.toMillis() + " ms");
    }
}
