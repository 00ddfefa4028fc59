package io.rookery.storage.incident;

import io.rookery.storage.probe.Component;
import io.rookery.storage.probe.Round;
import io.rookery.storage.probe.Sight;
import io.rookery.storage.probe.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a component does not answer, as far as it can be told at present. */
final class Diagnosis {

    private Diagnosis() {}

    /**
     * The root before the sign: one that has no memory left may crash, hang, or answer some and not
     * others.
     */
    static Kind kind(Track track) {
        if (track.before().wasDying()) {
            return Kind.MEMORY;
        }
        if (!track.heardMeanwhileBy().isEmpty()) {
            return Kind.PARTITIONED;
        }
        return isSilence(track.firstMissed()) ? Kind.FROZEN : Kind.CRASHED;
    }

    /**
     * Whoever withdraws from the registry and only then stops has not failed. A registration that
     * nobody keeps up stays for longer than it takes to confirm a refusal.
     */
    static boolean isPlanned(Track track, Round round) {
        return track.component().type() == Component.Type.INSTANCE
                && track.latest().sight() == Sight.REFUSED
                && round.registered().map(track::hasWithdrawn).orElse(false);
    }

    /** The kind of what was over before it was confirmed. */
    static Kind kindOfRestart(Track.Before before) {
        if (before.wasDying()) {
            return Kind.MEMORY;
        }
        return isSilence(before.firstMissed()) ? Kind.FROZEN : Kind.CRASHED;
    }

    private static boolean isSilence(@Nullable Sighting missed) {
        return missed != null && missed.sight() == Sight.SILENT;
    }

    static List<String> evidence(Track track) {
        Sighting first = Objects.requireNonNull(track.firstMissed());
        List<String> evidence = new ArrayList<>();
        evidence.add(
                "Since %s it has not answered; at first %s."
                        .formatted(first.began(), first.failure()));
        evidence.addAll(memory(track.before()));
        if (track.latest().sight() != first.sight()) {
            evidence.add(later(track.latest()));
        }
        evidence.add(vantage(track));
        return evidence;
    }

    static List<String> evidenceOfRestart(Track.Before before) {
        List<String> evidence = new ArrayList<>();
        evidence.add("Its process is another one than at the last look.");
        evidence.addAll(memory(before));
        return evidence;
    }

    private static List<String> memory(Track.Before before) {
        return before.wasDying()
                ? List.of("Right before, its heap was nearly full, or it did little but collect.")
                : List.of();
    }

    static String vantage(Track track) {
        String by = track.heardMeanwhileBy();
        return by.isEmpty()
                ? "Nobody else is known to have heard from it since."
                : by + " has heard from it since.";
    }

    static String later(Sighting latest) {
        return "Later, " + latest.failure() + ".";
    }

    /** Whether the incident was about a component that answered, and does so no longer. */
    static boolean wasAnsweredAfter(Instant began, Track track) {
        return track.lastAnswered().isAfter(began);
    }
}
