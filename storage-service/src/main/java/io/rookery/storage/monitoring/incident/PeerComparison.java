package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import io.rookery.storage.monitoring.probe.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds problems of a Postgres or Redis node that show only in comparison with the other nodes of
 * its group.
 */
final class PeerComparison {

    private PeerComparison() {}

    /** Returns the round with the findings of the comparison added to each report. */
    static ProbeRound compared(ProbeRound round) {
        List<ProbeResult> primaries =
                round.sightings().stream().filter(seen -> has(seen, Role.PRIMARY)).toList();
        List<ProbeResult> compared =
                round.sightings().stream().map(seen -> compared(seen, primaries)).toList();
        return new ProbeRound(round.at(), compared, round.registered());
    }

    private static ProbeResult compared(ProbeResult seen, List<ProbeResult> primaries) {
        ComponentReport report = seen.report();
        if (report == null || report.role() == Role.MEMBER) {
            return seen;
        }
        @Nullable String rival = rival(seen, report, primaries);
        @Nullable String notReplicating = notReplicating(seen, report, primaries);
        return seen.with(report.under(report.strain().beside(rival, notReplicating)));
    }

    /**
     * Returns a sentence about a primary of the same shard that was promoted later; null if there
     * is none.
     */
    private static @Nullable String rival(
            ProbeResult seen, ComponentReport report, List<ProbeResult> primaries) {
        if (report.role() != Role.PRIMARY || !isPostgres(seen)) {
            return null;
        }
        return primaries.stream()
                .filter(other -> isOfSameGroup(other, seen) && timeline(other) > report.timeline())
                .findFirst()
                .map(other ->
                        "%s also accepts writes, on timeline %d. This node is on timeline %d, and its cluster manager has not stopped it."
                                .formatted(
                                        other.component().title(),
                                        timeline(other),
                                        report.timeline()))
                .orElse(null);
    }

    /**
     * Returns a sentence about why the replica receives no changes; null if it does, or if its
     * primary is down and there is nothing to replicate.
     */
    private static @Nullable String notReplicating(
            ProbeResult seen, ComponentReport report, List<ProbeResult> primaries) {
        if (report.role() != Role.REPLICA || report.streams()) {
            return null;
        }
        Optional<ProbeResult> primary =
                primaries.stream()
                        .filter(other -> isOfSameGroup(other, seen))
                        .filter(other ->
                                isPostgres(seen)
                                        || other.component().address().equals(report.follows()))
                        .findFirst();
        return primary.map(other ->
                        "It receives no changes from %s. %s"
                                .formatted(
                                        other.component().title(),
                                        isPostgres(seen)
                                                ? "If the primary no longer has the WAL that this node needs, the node must be rebuilt (patronictl reinit)."
                                                : "It must join the cluster again (CLUSTER MEET, CLUSTER REPLICATE)."))
                .orElse(null);
    }

    private static boolean has(ProbeResult seen, Role role) {
        ComponentReport report = seen.report();
        return report != null && report.role() == role;
    }

    private static boolean isPostgres(ProbeResult seen) {
        return seen.component().type() == Component.Type.POSTGRES;
    }

    private static boolean isOfSameGroup(ProbeResult one, ProbeResult other) {
        return one.component().type() == other.component().type()
                && one.component().group().equals(other.component().group())
                && !one.component().key().equals(other.component().key());
    }

    private static long timeline(ProbeResult seen) {
        ComponentReport report = seen.report();
        return report == null ? 0 : report.timeline();
    }
}
