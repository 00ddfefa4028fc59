package io.rookery.storage.incident;

import java.util.List;

/**
 * Running totals that a leader leaves to the next one, and to instances that serve requests without
 * leading.
 *
 * @param watched how long each component, each group and the platform was observed and was down
 * @param replication replication cost of each shard
 */
record IncidentLedger(List<AvailabilityRecord> watched, List<Replication> replication) {

    static final IncidentLedger EMPTY = new IncidentLedger(List.of(), List.of());

    IncidentLedger {
        watched = List.copyOf(watched);
        replication = List.copyOf(replication);
    }
}
