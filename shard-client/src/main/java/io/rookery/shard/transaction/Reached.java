package io.rookery.shard.transaction;

import java.util.List;
import java.util.Set;

/**
 * What the shards that answered in time have said.
 *
 * @param results of all of them, in no particular order
 * @param missing names of the shards that have not answered: what they hold is not among the
 *     results
 */
public record Reached<T>(List<T> results, Set<String> missing) {

    public Reached {
        results = List.copyOf(results);
        missing = Set.copyOf(missing);
    }

    /** Whether every shard has answered. */
    public boolean isWhole() {
        return missing.isEmpty();
    }
}
