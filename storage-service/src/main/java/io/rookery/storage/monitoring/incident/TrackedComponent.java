package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A component that is probed: its history, its symptoms, and its incident if it has one. Not
 * thread-safe.
 */
final class TrackedComponent {

    private final ComponentHistory history;
    private final SymptomStreaks streaks = new SymptomStreaks();
    private @Nullable Incident open;

    /** Action that was taken before an incident was opened. */
    private @Nullable String response;

    private int absences;

    TrackedComponent(ProbeResult first) {
        this.history = new ComponentHistory(first);
    }

    /** Tracks a component that has not answered since a moment. */
    static TrackedComponent silent(Component component, Instant since) {
        return new TrackedComponent(ProbeResult.silent(component, since, Duration.ZERO));
    }

    /**
     * Records a probe result; returns the symptoms that it shows.
     *
     * @param ailing groups that are in trouble themselves
     */
    Map<IncidentKind, String> take(ProbeResult result, Symptoms symptoms, Set<String> ailing) {
        absences = 0;
        ComponentReport report = result.report();
        if (report == null) {
            history.missed(result);
            return Map.of();
        }
        Map<IncidentKind, String> shown =
                symptoms.of(report.strain(), result.took(), history.strain(), ailing);
        // A late answer was missing in the round before, so it counts as two slow answers.
        int slownesses = history.missed().first() == null ? 1 : 2;
        streaks.count(shown.keySet(), result.began(), history.lastAnswered(), slownesses);
        history.answered(result, report, symptoms, open != null && open.kind().isAbsence());
        response = null;
        return shown;
    }

    /**
     * Counts a round without a probe of the component; returns the number of consecutive such
     * rounds.
     */
    int absent() {
        return ++absences;
    }

    ComponentHistory history() {
        return history;
    }

    SymptomStreaks streaks() {
        return streaks;
    }

    /** The open incident; null if there is none. */
    @Nullable Incident open() {
        return open;
    }

    /** Replaces the open incident; null ends it. */
    void setOpen(@Nullable Incident incident) {
        if (incident != null && (open == null || open.kind() != incident.kind())) {
            streaks.forgetMissing(incident.kind());
        }
        open = incident;
    }

    /** Resumes an incident that an earlier leader has detected. */
    void restore(Incident incident) {
        open = incident;
        history.restore(incident);
    }

    /** Remembers an action until the component answers or has an incident. */
    void respond(String sentence) {
        response = sentence;
    }

    Optional<String> response() {
        return Optional.ofNullable(response);
    }
}
