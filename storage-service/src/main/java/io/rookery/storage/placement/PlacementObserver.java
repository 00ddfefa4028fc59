package io.rookery.storage.placement;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.map.VersionedShardMap;
import io.rookery.shard.schema.SchemaReadiness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the next step depends on: from ZooKeeper and, if that has no map, from the shards. It
 * uses no probes: a node that is down now still owns its slots.
 */
final class PlacementObserver {

    private static final Logger log = LoggerFactory.getLogger(PlacementObserver.class);

    private final List<Shard> declared;
    private final ShardMapStore store;
    private final ShardMaps maps;
    private final SchemaReadiness readiness;
    private final SlotLedger ledger;

    PlacementObserver(
            List<Shard> declared,
            ShardMapStore store,
            ShardMaps maps,
            SchemaReadiness readiness,
            SlotLedger ledger) {
        this.declared = declared;
        this.store = store;
        this.maps = maps;
        this.readiness = readiness;
        this.ledger = ledger;
    }

    /**
     * Reads the current state.
     *
     * @throws RuntimeException when ZooKeeper cannot be reached
     */
    PlacementObservation observe() {
        Optional<VersionedShardMap> published = store.read();
        return new PlacementObservation(
                declared,
                published,
                maps.current(),
                published.map(this::migrations).orElseGet(Map::of),
                published.isPresent() ? Map.of() : ledgers());
    }

    private Map<String, Set<String>> migrations(VersionedShardMap published) {
        Map<String, Set<String>> migratedBy = new HashMap<>();
        for (Shard shard : published.map().shards()) {
            if (shard.state() == ShardState.JOINING) {
                migratedBy.put(shard.name(), readiness.announced(shard.name()).keySet());
            }
        }
        return migratedBy;
    }

    private Map<String, SlotLedger.Entry> ledgers() {
        Map<String, SlotLedger.Entry> ledgers = new HashMap<>();
        for (Shard shard : declared) {
            try {
                ledgers.put(shard.name(), ledger.read(shard.name()));
            } catch (RuntimeException e) {
                log.debug("The slots that shard {} owns could not be read.", shard.name(), e);
            }
        }
        return ledgers;
    }
}
