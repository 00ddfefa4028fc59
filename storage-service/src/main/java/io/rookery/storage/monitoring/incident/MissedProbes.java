package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.ProbeOutcome;
import io.rookery.storage.monitoring.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The probes that a component has left unanswered since its latest answer, and who has heard from
 * it meanwhile. Not thread-safe.
 */
final class MissedProbes {

    /**
     * A contact with another component counts only if it is this much later than the start of our
     * missed probe. An earlier contact may overlap with that probe and proves nothing.
     */
    private static final Duration MARGIN = Duration.ofMillis(50);

    private @Nullable ProbeResult first;
    private @Nullable Instant unreachedSince;
    private int count;
    private int refused;
    private @Nullable Instant heardSince;
    private String heardBy = "";

    void add(ProbeResult result) {
        count++;
        if (first == null) {
            first = result;
        }
        if (result.isRefusal()) {
            refused++;
        }
        if (result.sight() == ProbeOutcome.NOT_SERVING) {
            // We reach it, so what others hear shows no partition.
            unreachedSince = null;
            heardSince = null;
        } else if (unreachedSince == null) {
            unreachedSince = result.began();
        }
    }

    /** Begins anew: the component has answered. */
    void clear() {
        first = null;
        count = 0;
        refused = 0;
        unreachedSince = null;
        heardSince = null;
    }

    /** The first unanswered probe; null if there is none. */
    @Nullable ProbeResult first() {
        return first;
    }

    int count() {
        return count;
    }

    int refused() {
        return refused;
    }

    /** Records that another component has heard from this one. */
    void heard(String by, Instant at) {
        Instant since = unreachedSince;
        if (since != null
                && at.isAfter(since.plus(MARGIN))
                && (heardSince == null || at.isBefore(heardSince))) {
            heardSince = at;
            heardBy = by;
        }
    }

    /** Whether another component has heard from this one since our probes stopped reaching it. */
    boolean isHeardElsewhere() {
        return heardSince != null;
    }

    /**
     * Title of the component that was the first to hear from this one, after our probes stopped
     * reaching it; empty if none has before this moment.
     */
    String heardBy(Instant before) {
        return heardSince != null && heardSince.isBefore(before) ? heardBy : "";
    }
}
