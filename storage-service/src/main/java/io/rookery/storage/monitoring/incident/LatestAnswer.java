package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.Replica;
import io.rookery.storage.monitoring.probe.ResourcePressure;
import io.rookery.storage.monitoring.probe.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of a component at its latest answer: the state in which it stopped answering.
 *
 * @param role null until it has answered
 * @param followed the primary that it follows, or followed before it became a primary itself
 * @param at when the probe began; until it has answered, when the first probe began
 * @param strain null until it has answered
 * @param isDying whether it is out of memory
 */
record LatestAnswer(
        @Nullable Role role,
        @Nullable String followed,
        List<Replica> replicas,
        Instant at,
        @Nullable ResourcePressure strain,
        boolean isDying) {

    static LatestAnswer none(Instant since) {
        return new LatestAnswer(null, null, List.of(), since, null, false);
    }

    LatestAnswer next(Instant at, ComponentReport report, boolean isDying) {
        return new LatestAnswer(
                report.role(),
                report.follows() == null ? followed : report.follows(),
                report.replicas(),
                at,
                report.strain(),
                isDying);
    }

    /** Returns the state before an incident that an earlier leader has detected. */
    LatestAnswer restored(Incident incident) {
        return new LatestAnswer(
                incident.role(), followed, replicas, incident.times().began(), strain, isDying);
    }

    ComponentHistory.Before before(@Nullable ProbeResult firstMissed, boolean restarted) {
        return new ComponentHistory.Before(role, replicas, at, firstMissed, restarted, isDying);
    }
}
