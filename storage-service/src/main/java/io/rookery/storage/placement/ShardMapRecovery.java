package io.rookery.storage.placement;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import io.rookery.shard.slot.Slots;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides what to do when ZooKeeper has no map. Either there has never been one, or ZooKeeper has
 * lost its data; the ledgers of the shards tell which. Slots are never assigned anew while a shard
 * may own them.
 */
final class ShardMapRecovery {

    /**
     * How many epochs are skipped. Clients may have followed epochs that neither a shard nor this
     * instance remembers, and accept only later ones.
     */
    private static final long EPOCHS_LEFT_OUT = 1000;

    private ShardMapRecovery() {}

    static PlacementStep next(PlacementObservation observed) {
        Set<String> silent = new TreeSet<>();
        observed.declared().stream().map(Shard::name).forEach(silent::add);
        silent.removeAll(observed.ledgers().keySet());
        if (!silent.isEmpty()) {
            return new PlacementStep.Wait(
                    "the slots of " + String.join(", ", silent) + " could not be read");
        }
        boolean mapWasKnown = observed.lastKnown().filter(ShardMap::isComplete).isPresent();
        boolean nobodyOwnsAny =
                observed.ledgers().values().stream().allMatch(entry -> entry.slots().isEmpty());
        if (nobodyOwnsAny && !mapWasKnown) {
            long epoch = observed.lastKnown().map(map -> map.epoch() + 1).orElse(1L);
            ShardMap first = new ShardMap(epoch, observed.declared(), SlotAssignment.none());
            return new PlacementStep.Create(first, "there was no shard map before");
        }
        return restored(observed)
                .<PlacementStep>map(map ->
                        new PlacementStep.Create(map, "restored from the shards' slot ledgers"))
                .orElseGet(() ->
                        new PlacementStep.Refuse(
                                "ZooKeeper has lost the shard map, and the declared shards"
                                        + " do not own every slot exactly once"));
    }

    private static Optional<ShardMap> restored(PlacementObservation observed) {
        Map<String, SlotSet> slots =
                observed.ledgers().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().slots()));
        int owned = slots.values().stream().mapToInt(SlotSet::size).sum();
        if (owned != Slots.COUNT) {
            return Optional.empty();
        }
        SlotAssignment assignment;
        try {
            assignment = SlotAssignment.of(slots);
        } catch (IllegalArgumentException ownedTwice) {
            return Optional.empty();
        }
        long epoch =
                Math.max(
                        observed.lastKnown().map(ShardMap::epoch).orElse(0L),
                        observed.ledgers().values().stream()
                                .mapToLong(SlotLedger.Entry::epoch)
                                .max()
                                .orElse(0));
        List<Shard> shards =
                observed.declared().stream()
                        .map(shard -> shard.withState(state(shard, slots, observed.lastKnown())))
                        .toList();
        return Optional.of(new ShardMap(epoch + EPOCHS_LEFT_OUT, shards, assignment));
    }

    private static ShardState state(
            Shard shard, Map<String, SlotSet> slots, Optional<ShardMap> lastKnown) {
        boolean owner = !slots.getOrDefault(shard.name(), SlotSet.empty()).isEmpty();
        return lastKnown
                .flatMap(map -> map.shard(shard.name()))
                .map(Shard::state)
                .orElse(owner ? ShardState.ACTIVE : ShardState.JOINING);
    }
}
