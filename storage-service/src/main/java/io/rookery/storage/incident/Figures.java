package io.rookery.storage.incident;

import io.rookery.storage.incident.Watched.Scope;
import io.rookery.storage.probe.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How available the platform is and how it deals with incidents.
 *
 * @param platform all of it: up while every group is
 * @param groups shards, services, Redis and ZooKeeper
 * @param components every single node and instance
 * @param replication what replication costs each shard
 */
record Figures(
        GroupFigures platform,
        List<GroupFigures> groups,
        List<ComponentFigures> components,
        List<Replication> replication) {

    /**
     * One component.
     *
     * @param observedMillis time that it was watched
     * @param availability share of that time that it answered
     */
    record ComponentFigures(Component component, long observedMillis, double availability) {}

    /**
     * Components that stand in for one another.
     *
     * @param members how many there are now
     * @param availabilityMeasured share of the time that at least one did the group's work
     * @param availabilityPredicted 1 − pⁿ, where p is the share of its time that a member was away,
     *     those that are gone included, and n how many there are; of the platform, the product of
     *     its groups'
     * @param incidents how many of each kind
     * @param detectionMillis from the last good look to the diagnosis
     * @param recoveryMillis from the last good look to the way around, or to the repair where there
     *     was no need of one
     * @param failovers how often a standby became a shard's primary
     * @param dataLossRate share of those whose standby was not, or not surely, synchronous; null
     *     without any
     */
    record GroupFigures(
            String group,
            int members,
            long observedMillis,
            double availabilityMeasured,
            double availabilityPredicted,
            Map<Kind, Long> incidents,
            @Nullable Spread detectionMillis,
            @Nullable Spread recoveryMillis,
            long failovers,
            @Nullable Double dataLossRate) {}

    /** A mean and the worst, in milliseconds. */
    record Spread(long mean, long worst) {

        static @Nullable Spread of(List<Duration> durations) {
            if (durations.isEmpty()) {
                return null;
            }
            var statistics = durations.stream().mapToLong(Duration::toMillis).summaryStatistics();
            return new Spread(Math.round(statistics.getAverage()), statistics.getMax());
        }
    }

    static Figures of(Collection<Incident> incidents, Ledger ledger) {
        List<GroupFigures> groups =
                ledger.watched().stream()
                        .filter(watched -> watched.scope() == Scope.GROUP)
                        .map(group -> group(group, incidents, ledger))
                        .toList();
        double predicted =
                groups.stream()
                        .mapToDouble(GroupFigures::availabilityPredicted)
                        .reduce(1, (a, b) -> a * b);
        Watched all =
                ledger.watched().stream()
                        .filter(watched -> watched.scope() == Scope.PLATFORM)
                        .findFirst()
                        .orElse(new Watched(Scope.PLATFORM, Uptime.PLATFORM, null, 0, 0));
        return new Figures(
                figures(all, componentsOf(ledger).size(), predicted, List.copyOf(incidents)),
                groups,
                componentsOf(ledger),
                ledger.replication());
    }

    private static List<ComponentFigures> componentsOf(Ledger ledger) {
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
            Watched group, Collection<Incident> incidents, Ledger ledger) {
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
                                .reduce(Watched::plus)
                                .map(Watched::availability)
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
            Watched watched, int members, double predicted, List<Incident> incidents) {
        Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
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

    /** None while the incident is neither gone around nor repaired. */
    static Optional<Duration> recovery(Incident.Times times) {
        Instant over = times.routedAround() != null ? times.routedAround() : times.repaired();
        return Optional.ofNullable(over).map(end -> Duration.between(times.began(), end));
    }
}
