package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Detects incidents in probe rounds. Does no I/O and has no clock: the same rounds always lead to
 * the same incidents. Each component has at most one open incident. Its kind is the diagnosis at
 * the time of confirmation; later findings are added as evidence and may refine the kind. Not
 * thread-safe.
 */
public final class IncidentDetector {

    private static final int ABSENCES_THAT_END_IT = 3;

    private final IncidentSettings settings;
    private final Symptoms symptoms;
    private final SymptomDetector symptomDetector;
    private final OutageDetector outageDetector;
    private final Supplier<String> ids;
    private final Map<String, TrackedComponent> components = new LinkedHashMap<>();

    /**
     * @param session how long a registration outlives its instance
     * @param ids creates the identifiers of incidents
     */
    public IncidentDetector(IncidentSettings settings, Duration session, Supplier<String> ids) {
        this.settings = settings;
        this.symptoms = new Symptoms(settings);
        this.symptomDetector = new SymptomDetector(symptoms);
        this.outageDetector = new OutageDetector(settings, session);
        this.ids = ids;
    }

    /**
     * Resumes incidents that were open in an earlier term of leadership.
     *
     * @return incidents that are superseded, because the same problem was detected again meanwhile
     */
    public List<Incident> restore(Collection<Incident> incidents) {
        List<Incident> superseded = new ArrayList<>();
        for (Incident incident : incidents) {
            Component component = incident.component();
            TrackedComponent tracked =
                    components.computeIfAbsent(
                            component.key(),
                            _ -> TrackedComponent.silent(component, incident.times().began()));
            Incident present = tracked.open();
            if (present == null) {
                tracked.restore(incident);
            } else if (!present.id().equals(incident.id())) {
                superseded.add(
                        incident.repaired(
                                present.times().began(),
                                "It continues as incident " + present.id() + "."));
            }
        }
        return superseded;
    }

    /** Whether the component stopped on purpose, as of the latest probes. */
    public boolean hasDeparted(Component component) {
        TrackedComponent tracked = components.get(component.key());
        return tracked != null && tracked.history().departure().hasDeparted();
    }

    /** Whether the component was probed in one of the latest rounds. */
    public boolean looksFor(Component component) {
        return components.containsKey(component.key());
    }

    /**
     * Whether a component does not answer and the cause is not known yet, or a shard may need a new
     * primary.
     */
    public boolean isSuspicious() {
        return components.values().stream().anyMatch(outageDetector::isSuspicious);
    }

    /** The open incidents. */
    public List<Incident> open() {
        return components.values().stream()
                .flatMap(tracked -> Stream.ofNullable(tracked.open()))
                .toList();
    }

    /**
     * The primaries that should be replaced because they cannot be reached, each with the reason.
     */
    public Map<Component, String> unreachable(ProbeRound round) {
        Map<Component, String> reasons = new LinkedHashMap<>();
        for (TrackedComponent tracked : components.values()) {
            UnreachablePrimary.reason(tracked, settings.confirmations(), round)
                    .ifPresent(reason -> reasons.put(tracked.history().component(), reason));
        }
        return reasons;
    }

    /**
     * Records an action taken about a component that has a problem.
     *
     * @return the new state of its incident; empty while no incident is open
     */
    public Optional<Incident> respond(Component component, String sentence) {
        TrackedComponent tracked = Objects.requireNonNull(components.get(component.key()));
        Incident open = tracked.open();
        if (open == null) {
            tracked.respond(sentence);
            return Optional.empty();
        }
        Incident answered = open.answeredBy(sentence);
        tracked.setOpen(answered);
        return Optional.of(answered);
    }

    /** Evaluates one more round; returns the incidents that are new or have changed. */
    public List<Incident> observe(ProbeRound look) {
        if (look.isBlind()) {
            return List.of();
        }
        ProbeRound round = PeerComparison.compared(look);
        IncidentChanges changes = new IncidentChanges(ids, round, components.values());
        Map<String, Map<IncidentKind, String>> shown = take(round);
        listen(round);
        for (Map.Entry<String, Map<IncidentKind, String>> seen : shown.entrySet()) {
            TrackedComponent tracked = Objects.requireNonNull(components.get(seen.getKey()));
            if (tracked.history().answers()) {
                symptomDetector.answered(tracked, seen.getValue(), round.at(), changes);
            } else {
                outageDetector.missed(tracked, round, components.values(), changes);
            }
        }
        for (TrackedComponent tracked : components.values()) {
            if (tracked.open() != null && !tracked.history().answers()) {
                changes.routeAround(tracked);
            }
        }
        endForgotten(shown.keySet(), round.at(), changes);
        return changes.changed();
    }

    /** Records the results of the round; returns the symptoms that they show, by component. */
    private Map<String, Map<IncidentKind, String>> take(ProbeRound round) {
        Set<String> slowShards = SlowShards.in(round, components, symptoms);
        Map<String, Map<IncidentKind, String>> shown = new HashMap<>();
        for (ProbeResult sighting : round.sightings()) {
            String key = sighting.component().key();
            TrackedComponent tracked =
                    components.computeIfAbsent(key, _ -> new TrackedComponent(sighting));
            shown.put(key, tracked.take(sighting, symptoms, slowShards));
            round.registered().ifPresent(tracked.history()::registered);
        }
        return shown;
    }

    /** Records what other components have heard from those that do not answer our probes. */
    private void listen(ProbeRound round) {
        for (ProbeResult sighting : round.sightings()) {
            ComponentReport report = sighting.report();
            if (report != null) {
                report.heard().forEach((name, at) -> heard(name, sighting.component().title(), at));
            }
        }
    }

    private void heard(String name, String by, Instant at) {
        for (TrackedComponent tracked : components.values()) {
            if (tracked.history().isKnownAs(name)) {
                tracked.history().missed().heard(by, at);
            }
        }
    }

    /** Ends the incidents of components that are no longer probed. */
    private void endForgotten(Collection<String> seen, Instant now, IncidentChanges changes) {
        List<String> forgotten =
                components.entrySet().stream()
                        .filter(tracked -> !seen.contains(tracked.getKey()))
                        .filter(tracked -> tracked.getValue().absent() >= ABSENCES_THAT_END_IT)
                        .map(Map.Entry::getKey)
                        .toList();
        for (String key : forgotten) {
            TrackedComponent gone = Objects.requireNonNull(components.remove(key));
            if (gone.open() != null) {
                changes.end(gone, now, "It did not come back and is no longer probed.");
            }
        }
    }
}
