package io.rookery.storage.probe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One look at the whole platform.
 *
 * @param at when it was complete
 * @param sightings one of each component
 * @param registered addresses in the instance registry; empty when it could not be read
 */
public record Round(Instant at, List<Sighting> sightings, Optional<Set<String>> registered) {

    private static final int FEWEST_TO_COMPARE = 3;

    public Round {
        sightings = List.copyOf(sightings);
        registered = registered.map(Set::copyOf);
    }

    /** Whether nothing at all answers: then the trouble is ours. */
    public boolean isBlind() {
        return sightings.size() >= FEWEST_TO_COMPARE
                && sightings.stream().allMatch(seen -> seen.sight() == Sight.SILENT);
    }
}
