package io.rookery.storage.placement;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.VersionedShardMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the next step depends on, as observed at the beginning of a round.
 *
 * @param declared the shards of the settings
 * @param published the map in ZooKeeper
 * @param lastKnown the last map that this instance has followed
 * @param migratedBy for each joining shard, the services that have migrated it
 * @param ledgers the ledger of each shard; read only when ZooKeeper has no map, and without the
 *     shards that do not answer
 */
record PlacementObservation(
        List<Shard> declared,
        Optional<VersionedShardMap> published,
        Optional<ShardMap> lastKnown,
        Map<String, Set<String>> migratedBy,
        Map<String, SlotLedger.Entry> ledgers) {

    PlacementObservation {
        declared = List.copyOf(declared);
        migratedBy = Map.copyOf(migratedBy);
        ledgers = Map.copyOf(ledgers);
    }
}
