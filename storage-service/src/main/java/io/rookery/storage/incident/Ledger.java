package io.rookery.storage.incident;

import java.util.List;

/**
 * What a leader leaves to the next one, and to those who answer without leading.
 *
 * @param watched how long everything was watched and was up
 * @param replication what replication costs
 */
record Ledger(List<Watched> watched, List<Replication> replication) {

    static final Ledger EMPTY = new Ledger(List.of(), List.of());

    Ledger {
        watched = List.copyOf(watched);
        replication = List.copyOf(replication);
    }
}
