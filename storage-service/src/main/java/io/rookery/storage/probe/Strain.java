package io.rookery.storage.probe;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a component that answers may suffer from.
 *
 * @param skew how far its clock is ahead of ours, beyond what the probe's own time explains
 * @param diskFull what the engine said when a write failed for want of space; null when none did
 * @param heapShare heap in use after a collection, of the most that it may be; 0 when not known
 * @param collectionMillis what it has spent on collecting garbage since its start
 * @param shed requests turned away for overload since its start
 * @param exhausted a sentence for each shard to which it has no connection left, by the shard's
 *     name
 * @param refusedWrites writes that it has refused since its start though it should take them
 * @param rival a sentence on another primary of its group that supersedes it; null when none does
 * @param notReplicating a sentence on why it is behind its primary; null when it is not
 * @param untold a sentence on why it does not say what else it suffers from; null when it does
 */
public record Strain(
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

    public static final Strain NONE = new Strain(Duration.ZERO, null, 0, 0, 0, Map.of());

    public Strain {
        exhausted = Map.copyOf(exhausted);
    }

    /** Without what only engines suffer from. */
    public Strain(
            Duration skew,
            @Nullable String diskFull,
            double heapShare,
            long collectionMillis,
            long shed,
            Map<String, String> exhausted) {
        this(skew, diskFull, heapShare, collectionMillis, shed, exhausted, 0, null, null, null);
    }

    /** That of an engine. */
    static Strain of(Duration skew, @Nullable String diskFull) {
        return new Strain(skew, diskFull, 0, 0, 0, Map.of());
    }

    /** That of an instance which tells nothing but, by the way, what time it has. */
    static Strain untold(Duration skew, String why) {
        return new Strain(skew, null, 0, 0, 0, Map.of(), 0, null, null, why);
    }

    Strain withRefusedWrites(long count) {
        return with(count, rival, notReplicating);
    }

    /** The same seen beside the others of its group. */
    public Strain beside(@Nullable String itsRival, @Nullable String whyNotReplicating) {
        return with(refusedWrites, itsRival, whyNotReplicating);
    }

    private Strain with(
            long refusals, @Nullable String itsRival, @Nullable String whyNotReplicating) {
        return new Strain(
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
