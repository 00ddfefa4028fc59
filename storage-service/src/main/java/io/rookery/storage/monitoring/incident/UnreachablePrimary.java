package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ProbeOutcome;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import io.rookery.storage.monitoring.probe.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when to ask for a new primary although primary and standby are healthy, so that their
 * cluster manager has no reason to fail over. Most instances that use the primary, and this one,
 * must get no answer from it in time. The standby must be healthy, reachable from here, and
 * connected to the primary. A crashed or frozen primary is not handled here: the cluster manager
 * fails over by itself.
 */
final class UnreachablePrimary {

    /**
     * Maximum age of the primary's latest message to the standby. An older message does not show
     * that the standby is connected to it.
     */
    private static final Duration IN_TOUCH = Duration.ofSeconds(3);

    private UnreachablePrimary() {}

    /**
     * Returns why a new primary should be asked for; empty when it should not.
     *
     * @param confirmations number of missed probes at which this instance alone considers it lost;
     *     one fewer is enough here, because most others miss it, too
     */
    static Optional<String> reason(TrackedComponent tracked, int confirmations, ProbeRound round) {
        Component component = tracked.history().component();
        boolean isConcerned =
                component.type() == Component.Type.POSTGRES
                        && tracked.history().role() == Role.PRIMARY
                        && isInTrouble(tracked, confirmations);
        if (!isConcerned || !isStandbyWell(component, round)) {
            return Optional.empty();
        }
        String shard = component.group();
        SuspicionVotes doubts = SuspicionVotes.of(shard, round);
        return doubts.areOfMost()
                ? Optional.of(
                        "%d of %d instances that use %s get no answer in time from its primary. Its standby is healthy."
                                .formatted(doubts.doubting(), doubts.using(), shard))
                : Optional.empty();
    }

    /** Whether the primary seems to be alive and cannot be reached from here in time. */
    private static boolean isInTrouble(TrackedComponent tracked, int confirmations) {
        Incident open = tracked.open();
        MissedProbes missed = tracked.history().missed();
        if (open == null) {
            return missed.count() >= confirmations - 1 && missed.isHeardElsewhere();
        }
        return open.times().routedAround() == null
                && switch (open.kind()) {
                    case PARTITIONED, SLOW -> true;
                    case FROZEN -> missed.isHeardElsewhere();
                    case CRASHED,
                            MEMORY,
                            OVERLOAD,
                            DISK_FULL,
                            SPLIT_BRAIN,
                            NOT_REPLICATING,
                            WRITES_REFUSED,
                            UNTOLD,
                            CLOCK ->
                            false;
                };
    }

    private static boolean isStandbyWell(Component primary, ProbeRound round) {
        return round.sightings().stream()
                .filter(seen -> seen.sight() == ProbeOutcome.ANSWERED)
                .filter(seen -> seen.component().type() == Component.Type.POSTGRES)
                .filter(seen -> seen.component().group().equals(primary.group()))
                .anyMatch(seen -> isInTouch(seen, round.at()));
    }

    private static boolean isInTouch(ProbeResult seen, Instant now) {
        ComponentReport report = seen.report();
        return report != null
                && report.role() == Role.REPLICA
                && report.heard().values().stream().anyMatch(now.minus(IN_TOUCH)::isBefore);
    }
}
