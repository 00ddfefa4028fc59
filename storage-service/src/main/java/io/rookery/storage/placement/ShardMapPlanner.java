package io.rookery.storage.placement;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.map.VersionedShardMap;
import io.rookery.storage.placement.balance.PlacementPlanner;
import io.rookery.storage.placement.balance.WeightedShard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides the next step towards a map in which every declared shard is active and every slot has an
 * owner. Pure: the same observation always leads to the same step. So two instances that both
 * believe they lead take the same step, and compare-and-set on the map's version decides which one
 * succeeds.
 */
final class ShardMapPlanner {

    private final Set<String> requiredServices;

    ShardMapPlanner(Set<String> requiredServices) {
        this.requiredServices = Set.copyOf(requiredServices);
    }

    PlacementStep next(PlacementObservation observation) {
        Optional<VersionedShardMap> published = observation.published();
        if (published.isEmpty()) {
            return ShardMapRecovery.next(observation);
        }
        ShardMap map = published.get().map();
        int version = published.get().version();
        return declaredOnes(observation, map, version)
                .or(() -> readyOnes(observation, map, version))
                .orElseGet(() -> slots(observation, map, version));
    }

    /**
     * Lets declared shards join, and follows changed addresses. The weight of a shard that has
     * joined is changed by operators only.
     */
    private static Optional<PlacementStep> declaredOnes(
            PlacementObservation observed, ShardMap map, int version) {
        Map<String, Shard> declared =
                observed.declared().stream().collect(Collectors.toMap(Shard::name, one -> one));
        List<Shard> next = new ArrayList<>();
        Set<String> changed = new TreeSet<>();
        for (Shard present : map.shards()) {
            Shard wanted =
                    declared.getOrDefault(present.name(), present)
                            .withState(present.state())
                            .withWeight(present.weight());
            next.add(wanted);
            if (!wanted.equals(present)) {
                changed.add(present.name());
            }
        }
        for (Shard joining : observed.declared()) {
            if (map.shard(joining.name()).isEmpty()) {
                next.add(joining);
                changed.add(joining.name());
            }
        }
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new PlacementStep.Publish(
                                map.withShards(next),
                                version,
                                "the declaration has changed: " + String.join(", ", changed)));
    }

    /** Activates the joining shards that every required service has migrated. */
    private Optional<PlacementStep> readyOnes(
            PlacementObservation observed, ShardMap map, int version) {
        Set<String> ready =
                map.shards().stream()
                        .filter(shard -> missing(observed, shard).isEmpty())
                        .filter(shard -> shard.state() == ShardState.JOINING)
                        .map(Shard::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        List<Shard> next =
                map.shards().stream()
                        .map(shard ->
                                ready.contains(shard.name())
                                        ? shard.withState(ShardState.ACTIVE)
                                        : shard)
                        .toList();
        return Optional.of(
                new PlacementStep.Publish(
                        map.withShards(next),
                        version,
                        "every service has migrated " + String.join(", ", ready)));
    }

    /** Gives the slots their owners once every shard is active. */
    private PlacementStep slots(PlacementObservation observed, ShardMap map, int version) {
        String waited =
                map.shards().stream()
                        .filter(shard -> shard.state() == ShardState.JOINING)
                        .map(shard ->
                                shard.name()
                                        + " is not migrated by "
                                        + String.join(", ", missing(observed, shard)))
                        .collect(Collectors.joining(", "));
        if (!waited.isEmpty()) {
            return new PlacementStep.Wait(waited);
        }
        if (map.isComplete()) {
            return new PlacementStep.Rest("every slot has an owner");
        }
        List<WeightedShard> active =
                map.shards().stream()
                        .filter(shard -> shard.state() == ShardState.ACTIVE)
                        .map(shard -> new WeightedShard(shard.name(), shard.weight()))
                        .toList();
        if (active.isEmpty()) {
            return new PlacementStep.Refuse("no shard may own slots");
        }
        return new PlacementStep.Assign(
                map.withAssignment(PlacementPlanner.plan(active, map.assignment())),
                version,
                "every shard is active");
    }

    private Set<String> missing(PlacementObservation observed, Shard shard) {
        Set<String> missing = new TreeSet<>(requiredServices);
        missing.removeAll(observed.migratedBy().getOrDefault(shard.name(), Set.of()));
        return missing;
    }
}
