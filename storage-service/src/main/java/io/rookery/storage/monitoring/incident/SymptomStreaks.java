package io.rookery.storage.monitoring.incident;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In how many consecutive answers a component has shown each symptom, or has not shown it, and
 * since when. Probes without an answer count as neither. Not thread-safe.
 */
final class SymptomStreaks {

    private record Streak(int answers, Instant since) {

        Streak plus(Streak later) {
            return new Streak(answers + later.answers, since);
        }
    }

    private final Map<IncidentKind, Streak> shown = new EnumMap<>(IncidentKind.class);
    private final Map<IncidentKind, Streak> missing = new EnumMap<>(IncidentKind.class);

    /**
     * Counts one answer.
     *
     * @param symptoms those that it shows
     * @param began when the probe began that it answers
     * @param previous when the component answered before that
     * @param slownesses as how many slow answers it counts if it is slow
     */
    void count(Set<IncidentKind> symptoms, Instant began, Instant previous, int slownesses) {
        for (IncidentKind kind : IncidentKind.values()) {
            if (symptoms.contains(kind)) {
                int answers = kind == IncidentKind.SLOW ? slownesses : 1;
                shown.merge(kind, new Streak(answers, previous), Streak::plus);
                missing.remove(kind);
            } else {
                missing.merge(kind, new Streak(1, began), Streak::plus);
                shown.remove(kind);
            }
        }
    }

    /**
     * Since when the component has shown the symptom; empty unless the latest answers, at least
     * this many, have shown it.
     */
    Optional<Instant> shownSince(IncidentKind symptom, int answers) {
        return since(shown.get(symptom), answers);
    }

    /**
     * Since when the component has not shown the symptom; empty unless the latest answers, at least
     * this many, have not shown it.
     */
    Optional<Instant> missingSince(IncidentKind symptom, int answers) {
        return since(missing.get(symptom), answers);
    }

    /** Forgets the answers that have not shown the symptom. */
    void forgetMissing(IncidentKind symptom) {
        missing.remove(symptom);
    }

    private static Optional<Instant> since(@Nullable Streak streak, int answers) {
        return Optional.ofNullable(streak)
                .filter(present -> present.answers() >= answers)
                .map(Streak::since);
    }
}
