package io.rookery.storage.schema;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.schema.SchemaReadiness;
import io.rookery.storage.StorageSettings;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows which service has migrated which shard, and which migrations are missing. */
@AllowedPeers(Peer.OPERATOR)
@RestController
class SchemaController {

    private final StorageSettings settings;
    private final ShardMaps maps;
    private final SchemaReadiness readiness;

    SchemaController(StorageSettings settings, ShardMaps maps, SchemaReadiness readiness) {
        this.settings = settings;
        this.maps = maps;
        this.readiness = readiness;
    }

    /** Reads from ZooKeeper; 503 while it cannot be reached. */
    @GetMapping("/v1/schema")
    List<ShardSchema> schema() {
        return maps.current().map(ShardMap::shards).orElse(List.of()).stream()
                .map(this::schema)
                .toList();
    }

    private ShardSchema schema(Shard shard) {
        Map<String, String> versions = announced(shard.name());
        Set<String> missing = new TreeSet<>(settings.requiredServices());
        missing.removeAll(versions.keySet());
        return new ShardSchema(shard.name(), shard.state(), versions, missing);
    }

    private Map<String, String> announced(String shard) {
        try {
            return readiness.announced(shard);
        } catch (UncheckedIOException e) {
            throw new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "ZooKeeper cannot be reached");
        }
    }

    /**
     * The migrations of one shard.
     *
     * @param versions the highest migration that each service has applied
     * @param missing the required services that have applied none
     */
    record ShardSchema(
            String shard, ShardState state, Map<String, String> versions, Set<String> missing) {}
}
