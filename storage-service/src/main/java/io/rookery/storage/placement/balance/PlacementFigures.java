package io.rookery.storage.placement.balance;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.Slots;
import java.util.List;
import java.util.Map;

/**
 * Measures how well an assignment balances the given shards.
 *
 * @param shards the figures of each shard
 * @param maxToAverage the largest load of a shard divided by the average load; the load is the
 *     number of slots divided by the weight, so 1 is perfect
 * @param unassigned slots that no shard owns
 * @param movesToBalance how many slots the planner would move or assign now
 */
public record PlacementFigures(
        List<ShardFigures> shards, double maxToAverage, int unassigned, int movesToBalance) {

    /**
     * The figures of one shard.
     *
     * @param name the shard's name
     * @param weight its weight
     * @param slots how many slots it owns
     * @param quota how many slots it should own
     */
    public record ShardFigures(String name, double weight, int slots, int quota) {}

    public PlacementFigures {
        shards = List.copyOf(shards);
    }

    /** The figures of an assignment; the shards are those that may own slots. */
    public static PlacementFigures of(List<WeightedShard> shards, SlotAssignment assignment) {
        Map<String, Integer> quotas = Quotas.of(shards, assignment);
        List<ShardFigures> figures =
                shards.stream()
                        .map(shard ->
                                new ShardFigures(
                                        shard.name(),
                                        shard.weight(),
                                        assignment.slotsOf(shard.name()).size(),
                                        quotas.getOrDefault(shard.name(), 0)))
                        .toList();
        return new PlacementFigures(
                figures,
                maxToAverage(figures),
                assignment.orphans().size(),
                shards.isEmpty()
                        ? 0
                        : moves(assignment, PlacementPlanner.plan(shards, assignment)));
    }

    /**
     * How many slots have a different owner after the change, including slots that had none before.
     */
    static int moves(SlotAssignment before, SlotAssignment after) {
        return after.movedFrom(before).size();
    }

    private static double maxToAverage(List<ShardFigures> shards) {
        double totalWeight = shards.stream().mapToDouble(ShardFigures::weight).sum();
        double average = Slots.COUNT / totalWeight;
        return shards.stream()
                .mapToDouble(shard -> shard.slots() / shard.weight() / average)
                .max()
                .orElse(0);
    }
}
