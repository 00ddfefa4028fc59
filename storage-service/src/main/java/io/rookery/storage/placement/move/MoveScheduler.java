package io.rookery.storage.placement.move;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import io.rookery.shard.slot.Slots;
import io.rookery.storage.placement.balance.PlacementPlanner;
import io.rookery.storage.placement.balance.WeightedShard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Decides which moves begin. Pure. The moves lead to the assignment that {@link PlacementPlanner}
 * plans, so no slot moves that need not. A shard copies or is copied from in one move at a time,
 * and takes part in a limited number of moves that can still be undone.
 */
final class MoveScheduler {
    private final int batch;
    private final int unfinished;

    /**
     * @param batch maximum number of slots of a move
     * @param unfinished maximum number of moves, including those that can still be undone, that a
     *     shard takes part in
     */
    MoveScheduler(int batch, int unfinished) {
        this.batch = batch;
        this.unfinished = unfinished;
    }

    /** A pair of shards that have slots to move between them. */
    private record Route(String source, String target) implements Comparable<Route> {
        @Override
        public int compareTo(Route other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : target.compareTo(other.target);
        }
    }

    /**
     * Returns the moves that begin now; none while every slot is where it should be.
     *
     * @param receivers the shards that may own slots, with their weights; not empty
     * @param present who owns which slot
     * @param moves those that are not finished
     * @param ids gives each new move its id
     */
    List<Move> next(
            List<WeightedShard> receivers,
            SlotAssignment present,
            Collection<Move> moves,
            Supplier<String> ids) {
        Map<Route, List<Integer>> wanted = wanted(receivers, present, moves);
        var load = new Load(moves);
        List<Move> begun = new ArrayList<>();
        wanted.forEach((route, slots) -> {
            if (load.take(route)) {
                IntStream first = slots.stream().limit(batch).mapToInt(slot -> slot);
                begun.add(Move.planned(ids.get(), route.source, route.target, SlotSet.of(first)));
            }
        });
        return begun;
    }

    private static Map<Route, List<Integer>> wanted(
            List<WeightedShard> receivers, SlotAssignment present, Collection<Move> moves) {
        SlotAssignment balanced = PlacementPlanner.plan(receivers, present);
        Map<Route, List<Integer>> wanted = new TreeMap<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            int each = slot;
            String source = present.ownerOf(slot).orElse("");
            String target = balanced.ownerOf(slot).orElse("");
            boolean isMoving = moves.stream().anyMatch(move -> move.slots().contains(each));
            if (!source.isEmpty() && !source.equals(target) && !isMoving) {
                wanted.computeIfAbsent(new Route(source, target), _ -> new ArrayList<>()).add(slot);
            }
        }
        return wanted;
    }

    /** What the shards have to do already. */
    private final class Load {
        private final Set<String> copying = new HashSet<>();
        private final Map<String, Integer> parts = new TreeMap<>();

        Load(Collection<Move> moves) {
            for (Move move : moves) {
                add(new Route(move.source(), move.target()), !move.hasSwitched());
            }
        }

        /** Counts the route if both of its shards can take part in one more move. */
        boolean take(Route route) {
            if (!mayTake(route.source) || !mayTake(route.target)) {
                return false;
            }
            add(route, true);
            return true;
        }

        private boolean mayTake(String shard) {
            return !copying.contains(shard) && parts.getOrDefault(shard, 0) < unfinished;
        }

        private void add(Route route, boolean copies) {
            for (String shard : List.of(route.source, route.target)) {
                parts.merge(shard, 1, Integer::sum);
                if (copies) {
                    copying.add(shard);
                }
            }
        }
    }
}
