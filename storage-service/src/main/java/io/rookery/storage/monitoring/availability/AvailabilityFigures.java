package io.rookery.storage.monitoring.availability;

import io.rookery.storage.monitoring.availability.AvailabilityRecord.Scope;
import io.rookery.storage.monitoring.incident.Incident;
import io.rookery.storage.monitoring.incident.IncidentKind;
import io.rookery.storage.monitoring.probe.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Availability of the platform, and figures about its incidents.
 *
 * @param platform figures of the whole platform, which is up while every group is up
 * @param groups figures of each shard, each service, Redis and ZooKeeper
 * @param components figures of each node and each instance
 * @param replication replication cost of each shard
 */
public record AvailabilityFigures(
        GroupFigures platform,
        List<GroupFigures> groups,
        List<ComponentFigures> components,
        List<Replication> replication) {

    /**
     * Figures of one component.
     *
     * @param observedMillis how long the component was observed, in milliseconds
     * @param availability share of that time in which it answered
     */
    public record ComponentFigures(Component component, long observedMillis, double availability) {}

    /**
     * Figures of a group: components that can stand in for one another.
     *
     * @param members current number of members
     * @param availabilityMeasured share of the time in which at least one member did the group's
     *     work
     * @param availabilityPredicted 1 − pⁿ, where p is the share of the time that a member was down
     *     (former members included) and n is the number of members; for the platform, the product
     *     of its groups' values
     * @param incidents number of incidents of each kind
     * @param detectionMillis time from the last good probe to the diagnosis
     * @param recoveryMillis time from the last good probe to the failover or ejection; to the
     *     repair if neither was needed
     * @param failovers how often a standby became a shard's primary
     * @param dataLossRate share of the failovers to a standby that was not synchronous, or not
     *     known to be; null without failovers
     */
    public record GroupFigures(
            String group,
            int members,
            long observedMillis,
            double availabilityMeasured,
            double availabilityPredicted,
            Map<IncidentKind, Long> incidents,
            @Nullable Spread detectionMillis,
            @Nullable Spread recoveryMillis,
            long failovers,
            @Nullable Double dataLossRate) {}

    /** Mean and maximum of some durations, in milliseconds. */
    public record Spread(long mean, long worst) {

        static @Nullable Spread of(List<Duration> durations) {
            if (durations.isEmpty()) {
                return null;
            }
            var statistics = durations.stream().mapToLong(Duration::toMillis).summaryStatistics();
            return new Spread(Math.round(statistics.getAverage()), statistics.getMax());
        }
    }

    /** Computes the figures from the incidents and the running totals. */
    public static AvailabilityFigures of(
            Collection<Incident> incidents, AvailabilityLedger ledger) {
        List<GroupFigures> groups =
                ledger.watched().stream()
                        .filter(watched -> watched.scope() == Scope.GROUP)
                        .map(group -> group(group, incidents, ledger))
                        .toList();
        double predicted =
                groups.stream()
                        .mapToDouble(GroupFigures::availabilityPredicted)
                        .reduce(1, (a, b) -> a * b);
        AvailabilityRecord all =
                ledger.watched().stream()
                        .filter(watched -> watched.scope() == Scope.PLATFORM)
                        .findFirst()
                        .orElse(
                                new AvailabilityRecord(
                                        Scope.PLATFORM, Uptime.PLATFORM, null, 0, 0));
        return new AvailabilityFigures(
                figures(all, componentsOf(ledger).size(), predicted, List.copyOf(incidents)),
                groups,
                componentsOf(ledger),
                ledger.replication());
    }

    private static List<ComponentFigures> componentsOf(AvailabilityLedger ledger) {
        return ledger.watched().stream()
                .flatMap(watched ->
                        Optional.ofNullable(watched.component())
                                .map(component ->
                                        new ComponentFigures(
                                                component,
                                                watched.observedMillis(),
                                                watched.availability()))
                                .stream())
                .toList();
    }

    private static GroupFigures group(
            AvailabilityRecord group, Collection<Incident> incidents, AvailabilityLedger ledger) {
        List<ComponentFigures> members =
                componentsOf(ledger).stream()
                        .filter(member -> member.component().group().equals(group.group()))
                        .toList();
        double away =
                1
                        - ledger.watched().stream()
                                .filter(watched ->
                                        watched.component() != null
                                                || watched.scope() == Scope.FORMER)
                                .filter(watched -> watched.group().equals(group.group()))
                                .reduce(AvailabilityRecord::plus)
                                .map(AvailabilityRecord::availability)
                                .orElse(1.0);
        return figures(
                group,
                members.size(),
                1 - Math.pow(away, Math.max(1, members.size())),
                incidents.stream()
                        .filter(incident -> incident.component().group().equals(group.group()))
                        .toList());
    }

    private static GroupFigures figures(
            AvailabilityRecord watched, int members, double predicted, List<Incident> incidents) {
        Map<IncidentKind, Long> kinds = new EnumMap<>(IncidentKind.class);
        incidents.forEach(incident -> kinds.merge(incident.kind(), 1L, Long::sum));
        List<Incident.Failover> failovers =
                incidents.stream()
                        .filter(incident -> incident.component().type() == Component.Type.POSTGRES)
                        .flatMap(incident -> Optional.ofNullable(incident.failover()).stream())
                        .toList();
        long risky =
                failovers.stream()
                        .filter(failover -> !Boolean.TRUE.equals(failover.synchronous()))
                        .count();
        return new GroupFigures(
                watched.group(),
                members,
                watched.observedMillis(),
                watched.availability(),
                predicted,
                kinds,
                Spread.of(
                        incidents.stream()
                                .map(Incident::times)
                                .map(times -> Duration.between(times.began(), times.detected()))
                                .toList()),
                Spread.of(
                        incidents.stream()
                                .flatMap(incident -> recovery(incident.times()).stream())
                                .toList()),
                failovers.size(),
                failovers.isEmpty() ? null : (double) risky / failovers.size());
    }

    /**
     * Returns the time to recovery; empty while the incident is neither routed around nor repaired.
     */
    public static Optional<Duration> recovery(Incident.Times times) {
        Instant over = times.routedAround() != null ? times.routedAround() : times.repaired();
        return Optional.ofNullable(over).map(end -> Duration.between(times.began(), end));
    }
}
