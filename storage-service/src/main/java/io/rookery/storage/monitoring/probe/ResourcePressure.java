package io.rookery.storage.monitoring.probe;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resource problems of a component that answers.
 *
 * @param skew how far its clock is ahead of ours, beyond what the round-trip time explains
 * @param diskFull what the engine reported when a write failed for lack of space; null when none
 *     did
 * @param heapShare heap in use after a garbage collection, as a share of the maximum; 0 when
 *     unknown
 * @param collectionMillis time spent on garbage collection since its start
 * @param shed requests rejected by load shedding since its start
 * @param exhausted a sentence for each shard to which it has exhausted its connection pool, by the
 *     shard's name
 * @param refusedWrites writes that it has refused since its start though it should take them
 * @param rival a sentence about another primary of its group that supersedes it; null when none
 *     does
 * @param notReplicating a sentence about why it is behind its primary; null when it is not
 * @param untold a sentence about why it does not report its state; null when it does
 */
public record ResourcePressure(
        Duration skew,
        @Nullable String diskFull,
        double heapShare,
        long collectionMillis,
        long shed,
        Map<String, String> exhausted,
        long refusedWrites,
        @Nullable String rival,
        @Nullable String notReplicating,
        @Nullable String untold) {

    public static final ResourcePressure NONE =
            new ResourcePressure(Duration.ZERO, null, 0, 0, 0, Map.of());

    public ResourcePressure {
        exhausted = Map.copyOf(exhausted);
    }

    /** Creates the pressure of a component that has none of the problems that only engines have. */
    public ResourcePressure(
            Duration skew,
            @Nullable String diskFull,
            double heapShare,
            long collectionMillis,
            long shed,
            Map<String, String> exhausted) {
        this(skew, diskFull, heapShare, collectionMillis, shed, exhausted, 0, null, null, null);
    }

    /** Creates the pressure of an engine. */
    static ResourcePressure of(Duration skew, @Nullable String diskFull) {
        return new ResourcePressure(skew, diskFull, 0, 0, 0, Map.of());
    }

    /** Creates the pressure of an instance of which only the clock skew is known. */
    static ResourcePressure untold(Duration skew, String why) {
        return new ResourcePressure(skew, null, 0, 0, 0, Map.of(), 0, null, null, why);
    }

    ResourcePressure withRefusedWrites(long count) {
        return with(count, rival, notReplicating);
    }

    /** Returns the pressure with the findings of the comparison with the others of its group. */
    public ResourcePressure beside(@Nullable String itsRival, @Nullable String whyNotReplicating) {
        return with(refusedWrites, itsRival, whyNotReplicating);
    }

    private ResourcePressure with(
            long refusals, @Nullable String itsRival, @Nullable String whyNotReplicating) {
        return new ResourcePressure(
                skew,
                diskFull,
                heapShare,
                collectionMillis,
                shed,
                exhausted,
                refusals,
                itsRival,
                whyNotReplicating,
                untold);
    }
}
