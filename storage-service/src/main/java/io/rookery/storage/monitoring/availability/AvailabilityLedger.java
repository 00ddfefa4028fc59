package io.rookery.storage.monitoring.availability;

import java.util.List;

/**
 * Running totals of availability and replication that a leader leaves to the next one, and to
 * instances that serve requests without leading.
 *
 * @param watched how long each component, each group and the platform was observed and was down
 * @param replication replication cost of each shard
 */
public record AvailabilityLedger(List<AvailabilityRecord> watched, List<Replication> replication) {

    public static final AvailabilityLedger EMPTY = new AvailabilityLedger(List.of(), List.of());

    public AvailabilityLedger {
        watched = List.copyOf(watched);
        replication = List.copyOf(replication);
    }
}
