package io.rookery.storage.placement;

import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the shard map as it is stored. */
@AllowedPeers(Peer.OPERATOR)
@RestController
class ShardMapController {

    private final ShardMaps maps;

    ShardMapController(ShardMaps maps) {
        this.maps = maps;
    }

    /** Returns the last known map; 404 when there has never been one. */
    @GetMapping(path = "/v1/shard-map", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> shardMap() {
        return ResponseEntity.of(maps.current().map(ShardMap::toJson));
    }
}
