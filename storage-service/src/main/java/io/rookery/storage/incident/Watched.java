package io.rookery.storage.incident;

import io.rookery.storage.probe.Component;
import org.jspecify.annotations.Nullable;

/**
 * How long something was watched, and for how much of that it was away.
 *
 * @param scope what it is
 * @param group the group that it is, or belongs to; the platform's own name for all of it
 * @param component the component, if it is one
 * @param observedMillis time that it was watched
 * @param downMillis time that it did not do its work, within the former
 */
record Watched(
        Scope scope,
        String group,
        @Nullable Component component,
        long observedMillis,
        long downMillis) {

    /** What is watched. */
    enum Scope {
        COMPONENT,
        /** All members of a group together that are not looked for any more. */
        FORMER,
        /** Up while at least one member does the group's work. */
        GROUP,
        /** Up while every group is. */
        PLATFORM
    }

    String key() {
        return component == null ? scope + " " + group : component.key();
    }

    /** As one of those of its group that are not looked for any more. */
    Watched former() {
        return new Watched(Scope.FORMER, group, null, observedMillis, downMillis);
    }

    /** The time of both. */
    Watched plus(Watched other) {
        return new Watched(
                scope,
                group,
                component,
                observedMillis + other.observedMillis,
                downMillis + other.downMillis);
    }

    Watched plus(long millis, boolean isUp) {
        return new Watched(
                scope, group, component, observedMillis + millis, downMillis + (isUp ? 0 : millis));
    }

    /** Share of the time that it was up; 1 before it was watched. */
    double availability() {
        return observedMillis == 0 ? 1 : 1 - (double) downMillis / observedMillis;
    }
}
