package io.rookery.storage.monitoring.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Detects the problems of components that answer, outages that were over before they were
 * confirmed, and the end of any incident. Has no state.
 */
final class SymptomDetector {

    private final Symptoms symptoms;

    SymptomDetector(Symptoms symptoms) {
        this.symptoms = symptoms;
    }

    /**
     * Evaluates an answer.
     *
     * @param shown the symptoms that it shows, each with a sentence about it
     * @param now when the round was complete
     */
    void answered(
            TrackedComponent tracked,
            Map<IncidentKind, String> shown,
            Instant now,
            IncidentChanges changes) {
        Incident open = tracked.open();
        if (open == null) {
            if (tracked.history().before().restarted()) {
                restarted(tracked, now, changes);
            }
        } else if (open.kind().isAbsence()) {
            answersAgain(tracked, now, changes);
        } else {
            tracked.streaks()
                    .missingSince(open.kind(), symptoms.confirmations(open.kind()))
                    .ifPresent(since -> changes.end(tracked, since, "It is healthy again."));
        }
        if (tracked.open() == null) {
            beginConfirmed(tracked, shown, changes);
        }
    }

    private static void answersAgain(
            TrackedComponent tracked, Instant now, IncidentChanges changes) {
        changes.routeAround(tracked);
        if (tracked.history().isOfUse()) {
            changes.end(tracked, now, "It answers again.");
        } else {
            Incident open = Objects.requireNonNull(tracked.open());
            changes.change(tracked, open.evidenced("It answers, but is not ready yet."));
        }
    }

    /**
     * Records an incident that is over already: the component failed and restarted before enough
     * probes were missed to confirm the failure.
     */
    private static void restarted(TrackedComponent tracked, Instant now, IncidentChanges changes) {
        ComponentHistory.Before before = tracked.history().before();
        changes.begin(
                tracked,
                before.role(),
                Diagnosis.kindOfRestart(before),
                Diagnosis.evidenceOfRestart(before),
                before.lastAnswered());
        changes.routeAround(tracked);
        changes.end(tracked, now, "It was restarted.");
    }

    /** Opens an incident about the first symptom that enough answers have shown. */
    private void beginConfirmed(
            TrackedComponent tracked, Map<IncidentKind, String> shown, IncidentChanges changes) {
        for (Map.Entry<IncidentKind, String> symptom : shown.entrySet()) {
            IncidentKind kind = symptom.getKey();
            Optional<Instant> began =
                    tracked.streaks().shownSince(kind, symptoms.confirmations(kind));
            if (began.isPresent()) {
                changes.begin(
                        tracked,
                        tracked.history().role(),
                        kind,
                        List.of(symptom.getValue()),
                        began.get());
                return;
            }
        }
    }
}
