package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.ProbeRound;
import io.rookery.storage.monitoring.probe.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The incidents that one round begins, changes and ends. Each is changed together with the
 * component that has it. Not thread-safe.
 */
final class IncidentChanges {

    private final Supplier<String> ids;
    private final ProbeRound round;
    private final Collection<TrackedComponent> all;
    private final Map<String, Incident> changed = new LinkedHashMap<>();

    /**
     * @param ids creates the identifiers of incidents
     * @param all the components of the platform
     */
    IncidentChanges(Supplier<String> ids, ProbeRound round, Collection<TrackedComponent> all) {
        this.ids = ids;
        this.round = round;
        this.all = all;
    }

    /** The latest state of each incident that has changed. */
    List<Incident> changed() {
        return List.copyOf(changed.values());
    }

    /**
     * Opens an incident.
     *
     * @param role the component's role before it failed
     * @param began when the component was well for the last time
     */
    void begin(
            TrackedComponent tracked,
            @Nullable Role role,
            IncidentKind kind,
            List<String> evidence,
            Instant began) {
        Incident begun =
                Incident.open(
                        ids.get(),
                        tracked.history().component(),
                        role,
                        kind,
                        evidence,
                        began,
                        round.at());
        change(tracked, tracked.response().map(begun::answeredBy).orElse(begun));
    }

    /** Replaces the open incident, unless nothing is different. */
    void change(TrackedComponent tracked, Incident now) {
        if (!now.equals(tracked.open())) {
            tracked.setOpen(now);
            changed.put(now.id(), now);
        }
    }

    /** Adds to the open incident how the platform works without the component, once it does so. */
    void routeAround(TrackedComponent tracked) {
        Incident open = Objects.requireNonNull(tracked.open());
        if (open.times().routedAround() == null) {
            List<ComponentHistory> histories = all.stream().map(TrackedComponent::history).toList();
            FailoverEvidence.around(tracked.history(), histories, round)
                    .ifPresent(detour ->
                            change(
                                    tracked,
                                    open.routedAround(
                                            round.at(), detour.sentence(), detour.failover())));
        }
    }

    /** Ends the open incident: the component is well since a moment, or no longer probed. */
    void end(TrackedComponent tracked, Instant at, String sentence) {
        Incident ended = Objects.requireNonNull(tracked.open()).repaired(at, sentence);
        changed.put(ended.id(), ended);
        tracked.setOpen(null);
    }
}
