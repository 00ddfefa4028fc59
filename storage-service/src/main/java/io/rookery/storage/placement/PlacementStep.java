package io.rookery.storage.placement;

import io.rookery.shard.map.ShardMap;

/** The next step towards a complete shard map. */
sealed interface PlacementStep {

    /** Why the step is taken, or what is missing: part of a sentence. */
    String reason();

    /** Publish the first map. */
    record Create(ShardMap first, String reason) implements PlacementStep {}

    /** Replace the map of this version with a changed one. */
    record Publish(ShardMap next, int version, String reason) implements PlacementStep {}

    /** Write the slots of each shard to its ledger, then publish. */
    record Assign(ShardMap next, int version, String reason) implements PlacementStep {}

    /** Something else must happen first. */
    record Wait(String reason) implements PlacementStep {}

    /** Change nothing: the situation never resolves itself, and an operator must look at it. */
    record Refuse(String reason) implements PlacementStep {}

    /** Do nothing: the map is complete. */
    record Rest(String reason) implements PlacementStep {}
}
