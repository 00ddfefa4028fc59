package io.rookery.storage.monitoring.probe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Results of one round of probes.
 *
 * @param at when the round was complete
 * @param sightings one result for each component
 * @param registered addresses in the instance registry; empty when it could not be read
 */
public record ProbeRound(
        Instant at, List<ProbeResult> sightings, Optional<Set<String>> registered) {

    private static final int FEWEST_TO_COMPARE = 3;

    public ProbeRound {
        sightings = List.copyOf(sightings);
        registered = registered.map(Set::copyOf);
    }

    /**
     * Whether all probes timed out: then the fault is ours. Needs a minimum number of components.
     */
    public boolean isBlind() {
        return sightings.size() >= FEWEST_TO_COMPARE
                && sightings.stream().allMatch(seen -> seen.sight() == ProbeOutcome.SILENT);
    }
}
