package io.rookery.storage.incident;

import io.rookery.storage.probe.Strain;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a component that answers. */
final class Symptoms {

    private static final int PERCENT = 100;

    private final IncidentSettings settings;

    Symptoms(IncidentSettings settings) {
        this.settings = settings;
    }

    /**
     * Each symptom with a sentence about it.
     *
     * @param before how it was by the look before; null when it was not asked
     * @param ailing groups that are in trouble themselves: what waits for them has no trouble of
     *     its own
     */
    Map<Kind, String> of(
            Strain strain, Duration took, @Nullable Strain before, Set<String> ailing) {
        Map<Kind, String> symptoms = new EnumMap<>(Kind.class);
        if (strain.diskFull() != null) {
            symptoms.put(
                    Kind.DISK_FULL, "A write found no space: %s.".formatted(strain.diskFull()));
        }
        if (strain.heapShare() >= settings.heapShare()) {
            symptoms.put(
                    Kind.MEMORY,
                    "Its heap was %d %% full right after a collection."
                            .formatted(Math.round(strain.heapShare() * PERCENT)));
        }
        strain.exhausted()
                .forEach((shard, sentence) -> {
                    if (!ailing.contains(shard)) {
                        symptoms.put(Kind.OVERLOAD, sentence);
                    }
                });
        if (before != null && strain.shed() > before.shed()) {
            symptoms.put(Kind.OVERLOAD, "It turned requests away.");
        }
        if (before != null && strain.refusedWrites() > before.refusedWrites()) {
            symptoms.put(
                    Kind.WRITES_REFUSED,
                    "It refused writes: it is full, has too few replicas, or cannot save.");
        }
        if (strain.rival() != null) {
            symptoms.put(Kind.SPLIT_BRAIN, strain.rival());
        }
        if (strain.notReplicating() != null) {
            symptoms.put(Kind.NOT_REPLICATING, strain.notReplicating());
        }
        if (strain.skew().abs().compareTo(settings.clockSkew()) > 0) {
            symptoms.put(
                    Kind.CLOCK,
                    "Its clock is %d ms %s ours."
                            .formatted(
                                    strain.skew().abs().toMillis(),
                                    strain.skew().isNegative() ? "behind" : "ahead of"));
        }
        if (strain.untold() != null && !symptoms.containsKey(Kind.CLOCK)) {
            symptoms.put(Kind.UNTOLD, strain.untold());
        }
        if (isSlow(took)) {
            symptoms.put(
                    Kind.SLOW,
                    "Its answers take longer than %d ms."
                            .formatted(settings.slowness().toMillis()));
        }
        return symptoms;
    }

    /** Whether a component that was found like this and then fell silent had no memory left. */
    boolean isDying(Strain strain, double collectionShare) {
        return strain.heapShare() >= settings.dyingHeapShare()
                || collectionShare >= settings.dyingCollectionShare();
    }

    boolean isSlow(Duration took) {
        return took.compareTo(settings.slowness()) > 0;
    }

    /** How many times running a symptom must be seen. */
    int confirmations(Kind symptom) {
        return switch (symptom) {
            // Postgres has said so itself.
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
