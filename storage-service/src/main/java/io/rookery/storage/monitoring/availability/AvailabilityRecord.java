package io.rookery.storage.monitoring.availability;

import io.rookery.storage.monitoring.probe.Component;
import org.jspecify.annotations.Nullable;

/**
 * How long a component, a group or the platform was observed, and for how much of that time it was
 * down.
 *
 * @param scope what the record is about
 * @param group name of the group, or of the component's group; the platform's own name for the
 *     platform
 * @param component the component; null unless the record is about one
 * @param observedMillis how long it was observed, in milliseconds
 * @param downMillis how long it did not do its work, in milliseconds; part of {@code
 *     observedMillis}
 */
public record AvailabilityRecord(
        Scope scope,
        String group,
        @Nullable Component component,
        long observedMillis,
        long downMillis) {

    /** What a record is about. */
    public enum Scope {
        COMPONENT,
        /** All members of a group that are no longer probed, added up. */
        FORMER,
        /** Up while at least one member does the group's work. */
        GROUP,
        /** Up while every group is up. */
        PLATFORM
    }

    String key() {
        return component == null ? scope + " " + group : component.key();
    }

    /** Returns the same times for the group's former members. */
    AvailabilityRecord former() {
        return new AvailabilityRecord(Scope.FORMER, group, null, observedMillis, downMillis);
    }

    /** Adds the times of both records. */
    AvailabilityRecord plus(AvailabilityRecord other) {
        return new AvailabilityRecord(
                scope,
                group,
                component,
                observedMillis + other.observedMillis,
                downMillis + other.downMillis);
    }

    AvailabilityRecord plus(long millis, boolean isUp) {
        return new AvailabilityRecord(
                scope, group, component, observedMillis + millis, downMillis + (isUp ? 0 : millis));
    }

    /** Share of the observed time that it was up; 1 if it was not observed yet. */
    double availability() {
        return observedMillis == 0 ? 1 : 1 - (double) downMillis / observedMillis;
    }
}
