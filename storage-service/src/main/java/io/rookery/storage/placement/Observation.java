package io.rookery.storage.placement;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.VersionedShardMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of the platform, as far as the next step depends on it.
 *
 * @param declared the shards of the settings
 * @param published the map in ZooKeeper
 * @param lastKnown the last map that this instance has followed
 * @param migratedBy the services that have migrated each shard that is joining
 * @param ledgers what each shard says about its slots; asked only when ZooKeeper has no map, and
 *     without the shards that do not answer
 */
record Observation(
        List<Shard> declared,
        Optional<VersionedShardMap> published,
        Optional<ShardMap> lastKnown,
        Map<String, Set<String>> migratedBy,
        Map<String, SlotLedger.Entry> ledgers) {

    Observation {
        declared = List.copyOf(declared);
        migratedBy = Map.copyOf(migratedBy);
        ledgers = Map.copyOf(ledgers);
    }
}
