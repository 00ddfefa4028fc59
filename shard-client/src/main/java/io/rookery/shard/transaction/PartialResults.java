package io.rookery.shard.transaction;

import java.util.List;
import java.util.Set;

/**
 * The results of the shards that answered in time.
 *
 * @param results the results of all of them, in no particular order
 * @param missing names of the shards that have not answered: their data is not among the results
 */
public record PartialResults<T>(List<T> results, Set<String> missing) {

    public PartialResults {
        results = List.copyOf(results);
        missing = Set.copyOf(missing);
    }

    /** Whether every shard has answered. */
    public boolean isWhole() {
        return missing.isEmpty();
    }
}
