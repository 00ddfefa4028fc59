package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.ResourcePressure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the symptoms of a component that answers but has a problem. */
final class Symptoms {

    private static final int PERCENT = 100;

    private final IncidentSettings settings;

    Symptoms(IncidentSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns each symptom with a sentence about it.
     *
     * @param before its state at the previous answer; null if there was none
     * @param ailing groups that are in trouble themselves; a component that waits for them has no
     *     problem of its own
     */
    Map<IncidentKind, String> of(
            ResourcePressure strain,
            Duration took,
            @Nullable ResourcePressure before,
            Set<String> ailing) {
        Map<IncidentKind, String> symptoms = new EnumMap<>(IncidentKind.class);
        if (strain.diskFull() != null) {
            symptoms.put(
                    IncidentKind.DISK_FULL,
                    "A write failed for lack of disk space: %s.".formatted(strain.diskFull()));
        }
        if (strain.heapShare() >= settings.heapShare()) {
            symptoms.put(
                    IncidentKind.MEMORY,
                    "Its heap was %d %% full right after a garbage collection."
                            .formatted(Math.round(strain.heapShare() * PERCENT)));
        }
        strain.exhausted()
                .forEach((shard, sentence) -> {
                    if (!ailing.contains(shard)) {
                        symptoms.put(IncidentKind.OVERLOAD, sentence);
                    }
                });
        if (before != null && strain.shed() > before.shed()) {
            symptoms.put(IncidentKind.OVERLOAD, "It shed requests.");
        }
        if (before != null && strain.refusedWrites() > before.refusedWrites()) {
            symptoms.put(
                    IncidentKind.WRITES_REFUSED,
                    "It refused writes: out of memory, too few replicas, or a failed save.");
        }
        if (strain.rival() != null) {
            symptoms.put(IncidentKind.SPLIT_BRAIN, strain.rival());
        }
        if (strain.notReplicating() != null) {
            symptoms.put(IncidentKind.NOT_REPLICATING, strain.notReplicating());
        }
        if (strain.skew().abs().compareTo(settings.clockSkew()) > 0) {
            symptoms.put(
                    IncidentKind.CLOCK,
                    "Its clock is %d ms %s ours."
                            .formatted(
                                    strain.skew().abs().toMillis(),
                                    strain.skew().isNegative() ? "behind" : "ahead of"));
        }
        if (strain.untold() != null && !symptoms.containsKey(IncidentKind.CLOCK)) {
            symptoms.put(IncidentKind.UNTOLD, strain.untold());
        }
        if (isSlow(took)) {
            symptoms.put(
                    IncidentKind.SLOW,
                    "Its answers take longer than %d ms."
                            .formatted(settings.slowness().toMillis()));
        }
        return symptoms;
    }

    /** Whether a component that was in this state and then stopped answering was out of memory. */
    boolean isDying(ResourcePressure strain, double collectionShare) {
        return strain.heapShare() >= settings.dyingHeapShare()
                || collectionShare >= settings.dyingCollectionShare();
    }

    boolean isSlow(Duration took) {
        return took.compareTo(settings.slowness()) > 0;
    }

    /** Number of consecutive probes that must show the symptom. */
    int confirmations(IncidentKind symptom) {
        return switch (symptom) {
            // Postgres reports this itself, so one probe is enough.
            case DISK_FULL -> 1;
            case SLOW, NOT_REPLICATING -> settings.slowAnswers();
            case CRASHED,
                    FROZEN,
                    PARTITIONED,
                    MEMORY,
                    OVERLOAD,
                    SPLIT_BRAIN,
                    WRITES_REFUSED,
                    UNTOLD,
                    CLOCK ->
                    settings.confirmations();
        };
    }
}
