package io.rookery.storage.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a component that answers may suffer from.
 *
 * @param skew how far its clock is ahead of ours, beyond what the probe's own time explains
 * @param diskFull what the engine said when a write failed for want of space; null when none did
 * @param heapShare heap in use after a collection, of the most that it may be; 0 when not known
 * @param shed requests turned away for overload since its start
 */
public record Strain(Duration skew, @Nullable String diskFull, double heapShare, long shed) {

    public static final Strain NONE = new Strain(Duration.ZERO, null, 0, 0);
}
