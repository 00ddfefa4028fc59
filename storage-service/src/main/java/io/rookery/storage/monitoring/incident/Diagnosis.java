package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ProbeOutcome;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Diagnoses why a component does not answer, as far as the evidence allows. */
final class Diagnosis {

    private Diagnosis() {}

    /**
     * Returns the root cause rather than its symptom: a process without memory may crash, hang, or
     * answer only some callers.
     */
    static IncidentKind kind(ComponentHistory history) {
        if (history.before().wasDying()) {
            return IncidentKind.MEMORY;
        }
        if (!history.heardMeanwhileBy().isEmpty()) {
            return IncidentKind.PARTITIONED;
        }
        return isSilence(history.missed().first()) ? IncidentKind.FROZEN : IncidentKind.CRASHED;
    }

    /**
     * Whether the component stopped on purpose. An instance that leaves the registry and only then
     * stops has not failed. The registration of a crashed instance stays for longer than it takes
     * to confirm a refusal.
     */
    static boolean isPlanned(ComponentHistory history, ProbeRound round) {
        return history.component().type() == Component.Type.INSTANCE
                && history.latest().sight() == ProbeOutcome.REFUSED
                && round.registered().map(history::hasWithdrawn).orElse(false);
    }

    /** Kind of an incident that was over before it was confirmed. */
    static IncidentKind kindOfRestart(ComponentHistory.Before before) {
        if (before.wasDying()) {
            return IncidentKind.MEMORY;
        }
        return isSilence(before.firstMissed()) ? IncidentKind.FROZEN : IncidentKind.CRASHED;
    }

    private static boolean isSilence(@Nullable ProbeResult missed) {
        return missed != null && missed.sight() == ProbeOutcome.SILENT;
    }

    static List<String> evidence(ComponentHistory history) {
        ProbeResult first = Objects.requireNonNull(history.missed().first());
        List<String> evidence = new ArrayList<>();
        evidence.add(
                "It has not answered since %s. At first, %s."
                        .formatted(first.began(), first.failure()));
        evidence.addAll(memory(history.before()));
        if (history.latest().sight() != first.sight()) {
            evidence.add(later(history.latest()));
        }
        evidence.add(vantage(history));
        return evidence;
    }

    static List<String> evidenceOfRestart(ComponentHistory.Before before) {
        List<String> evidence = new ArrayList<>();
        evidence.add("Its process has restarted since the last probe.");
        evidence.addAll(memory(before));
        return evidence;
    }

    private static List<String> memory(ComponentHistory.Before before) {
        return before.wasDying()
                ? List.of("Before that, its heap was nearly full, or it spent most time on GC.")
                : List.of();
    }

    static String vantage(ComponentHistory history) {
        String by = history.heardMeanwhileBy();
        return by.isEmpty()
                ? "No other component has heard from it since."
                : by + " has heard from it since.";
    }

    static String later(ProbeResult latest) {
        return "Later, " + latest.failure() + ".";
    }

    /** Whether the component still answered after the incident began. */
    static boolean wasAnsweredAfter(Instant began, ComponentHistory history) {
        return history.lastAnswered().isAfter(began);
    }
}
