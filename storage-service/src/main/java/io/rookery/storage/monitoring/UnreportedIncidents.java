package io.rookery.storage.monitoring;

import io.rookery.storage.monitoring.incident.Incident;
import io.rookery.storage.monitoring.probe.ProbeRound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Incidents that were found while this instance did not lead. Only a leader reports incidents.
 * Bounded; not thread-safe.
 */
final class UnreportedIncidents {

    private static final int MOST = 1000;

    private final List<Incident> incidents = new ArrayList<>();
    private @Nullable Instant leaderless;

    /** Adds what was found in a round. Without ZooKeeper there is no leader. */
    void add(List<Incident> found, ProbeRound round) {
        incidents.addAll(found);
        while (incidents.size() > MOST) {
            incidents.removeFirst();
        }
        if (round.registered().isEmpty()) {
            leaderless = round.at();
        }
    }

    /**
     * Drops the incidents that were detected before a moment, because the leader has reported them
     * itself. Drops none if the leader was lost since that moment.
     */
    void dropReported(Instant before) {
        if (leaderless == null || leaderless.isBefore(before)) {
            incidents.removeIf(incident -> incident.times().detected().isBefore(before));
        }
    }

    /** Returns the incidents once: this instance leads now. */
    List<Incident> take() {
        List<Incident> taken = List.copyOf(incidents);
        incidents.clear();
        return taken;
    }
}
