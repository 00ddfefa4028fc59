package io.rookery.storage.placement;

import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.storage.leadership.Leadership;
import io.rookery.storage.placement.balance.PlacementFigures;
import io.rookery.storage.placement.balance.PlacementFigures.ShardFigures;
import io.rookery.storage.placement.balance.WeightedShard;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows how well the slots are placed, and what the control plane is doing about it. */
@AllowedPeers(Peer.OPERATOR)
@RestController
class PlacementController {

    private final ShardMaps maps;
    private final Leadership leadership;
    private final ShardMapReconciler reconciler;

    PlacementController(ShardMaps maps, Leadership leadership, ShardMapReconciler reconciler) {
        this.maps = maps;
        this.leadership = leadership;
        this.reconciler = reconciler;
    }

    @GetMapping("/v1/placement")
    Placement placement() {
        return maps.current().map(this::placement).orElseGet(() -> placement(0, none()));
    }

    private Placement placement(ShardMap map) {
        List<WeightedShard> active =
                map.shards().stream()
                        .filter(shard -> shard.state() == ShardState.ACTIVE)
                        .map(shard -> new WeightedShard(shard.name(), shard.weight()))
                        .toList();
        return placement(map.epoch(), PlacementFigures.of(active, map.assignment()));
    }

    private Placement placement(long epoch, PlacementFigures figures) {
        return new Placement(
                epoch,
                figures.unassigned(),
                figures.maxToAverage(),
                figures.movesToBalance(),
                figures.shards().stream().map(ShardPlacement::of).toList(),
                leadership.isHeld(),
                reconciler.sentence());
    }

    private static PlacementFigures none() {
        return PlacementFigures.of(List.of(), SlotAssignment.none());
    }

    /**
     * The response.
     *
     * @param epoch epoch of the shard map; 0 when no map is known
     * @param unassignedSlots slots without an owner
     * @param maxToAverage largest load of an active shard relative to the average; 1 is perfect
     * @param movesToBalance slots that would have to move for perfect balance
     * @param shards the active shards
     * @param leading whether the answering instance is the leader
     * @param state outcome of its latest reconciliation round
     */
    record Placement(
            long epoch,
            int unassignedSlots,
            double maxToAverage,
            int movesToBalance,
            List<ShardPlacement> shards,
            boolean leading,
            String state) {}

    /** The figures of one shard. */
    record ShardPlacement(String name, double weight, int slots, int quota) {

        static ShardPlacement of(ShardFigures figures) {
            return new ShardPlacement(
                    figures.name(), figures.weight(), figures.slots(), figures.quota());
        }
    }
}
