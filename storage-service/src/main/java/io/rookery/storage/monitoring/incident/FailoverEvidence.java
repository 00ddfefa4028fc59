package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.incident.Incident.Failover;
import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ProbeRound;
import io.rookery.storage.monitoring.probe.Replica;
import io.rookery.storage.monitoring.probe.Role;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how the platform works without a failed component: a new primary has taken over,
 * callers have ejected the instance, or the instance has left the registry.
 */
final class FailoverEvidence {

    private FailoverEvidence() {}

    /**
     * How the platform works without the component.
     *
     * @param sentence what was done
     * @param failover the change of the primary; null when none was needed
     */
    record Evidence(String sentence, @Nullable Failover failover) {}

    /** Returns how the platform works without the component; empty if it does not do so yet. */
    static Optional<Evidence> around(
            ComponentHistory failed, Collection<ComponentHistory> all, ProbeRound round) {
        return switch (failed.component().type()) {
            case POSTGRES, REDIS ->
                    failed.before().role() == Role.PRIMARY
                            ? successor(failed, all)
                            : Optional.empty();
            case INSTANCE -> avoidance(failed, all, round);
            case ZOOKEEPER -> Optional.empty();
        };
    }

    private static Optional<Evidence> successor(
            ComponentHistory failed, Collection<ComponentHistory> all) {
        return all.stream()
                .filter(other -> other != failed && other.answers())
                .filter(other -> other.role() == Role.PRIMARY && canReplace(other, failed))
                .findFirst()
                .map(other ->
                        new Evidence(
                                "%s: %s became primary."
                                        .formatted(
                                                failed.component().group(),
                                                other.component().address()),
                                new Failover(
                                        other.component().address(),
                                        wasSynchronous(failed, other))));
    }

    private static boolean canReplace(ComponentHistory other, ComponentHistory failed) {
        if (other.component().type() != failed.component().type()) {
            return false;
        }
        // A shard has one primary; a Redis Cluster has several, each with replicas of its own.
        return failed.component().type() == Component.Type.POSTGRES
                ? other.component().group().equals(failed.component().group())
                : failed.component().address().equals(other.followed());
    }

    private static @Nullable Boolean wasSynchronous(
            ComponentHistory failed, ComponentHistory successor) {
        if (failed.component().type() == Component.Type.REDIS) {
            return false;
        }
        List<Replica> replicas = failed.before().replicas();
        return replicas.stream()
                .filter(replica -> replicas.size() == 1 || successor.isKnownAs(replica.name()))
                .findFirst()
                .map(Replica::synchronous)
                .orElse(null);
    }

    private static Optional<Evidence> avoidance(
            ComponentHistory failed, Collection<ComponentHistory> all, ProbeRound round) {
        String address = failed.component().address();
        long callers =
                all.stream()
                        .filter(ComponentHistory::answers)
                        .map(caller -> caller.latest().report())
                        .filter(report -> passesOver(report, address))
                        .count();
        if (callers > 0) {
            return Optional.of(
                    new Evidence(
                            "%d %s ejected %s."
                                    .formatted(
                                            callers, callers == 1 ? "caller" : "callers", address),
                            null));
        }
        Set<String> registered = round.registered().orElse(Set.of(address));
        return failed.hasWithdrawn(registered)
                ? Optional.of(new Evidence("%s left the registry.".formatted(address), null))
                : Optional.empty();
    }

    private static boolean passesOver(@Nullable ComponentReport report, String address) {
        return report != null && report.passesOver().contains(address);
    }
}
