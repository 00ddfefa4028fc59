package io.rookery.storage.placement.move;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.shard.map.VersionedShardMap;
import io.rookery.shard.slot.SlotSet;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the shards and the moves between them, and takes the operator's requests. */
@AllowedPeers(Peer.OPERATOR)
@RestController
class MoveController {

    private final MoveRequests requests;
    private final MoveStore store;
    private final ShardMapStore maps;

    MoveController(MoveRequests requests, MoveStore store, ShardMapStore maps) {
        this.requests = requests;
        this.store = store;
        this.maps = maps;
    }

    /** The shards and the moves that are not finished; no moves if the platform is at rest. */
    @GetMapping("/v1/shards")
    Status status() {
        List<ShardView> shards =
                maps.read().map(VersionedShardMap::map).stream()
                        .flatMap(
                                map -> map.shards().stream().map(shard -> ShardView.of(map, shard)))
                        .toList();
        return new Status(
                store.control().control().paused(),
                shards,
                store.moves().stream().map(each -> MoveView.of(each.move())).toList());
    }

    @PostMapping("/v1/moves/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause() {
        requests.pause(true);
    }

    @PostMapping("/v1/moves/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume() {
        requests.pause(false);
    }

    @PostMapping("/v1/moves/{id}/undo")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void undo(@PathVariable String id) {
        requests.undo(id);
    }

    /**
     * Moves slots.
     *
     * @param slots such as {@code 0-99,120}
     */
    @PostMapping("/v1/moves")
    @ResponseStatus(HttpStatus.ACCEPTED)
    List<MoveView> move(@RequestParam String slots, @RequestParam String to) {
        return requests.move(parse(slots), to).stream().map(MoveView::of).toList();
    }

    private static SlotSet parse(String slots) {
        try {
            return SlotSet.parse(slots);
        } catch (IllegalArgumentException e) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST, "slots is not a list of slots such as 0-99,120");
        }
    }

    @PostMapping("/v1/shards/{name}/drain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drain(@PathVariable String name) {
        requests.drain(name);
    }

    @PostMapping("/v1/shards/{name}/keep")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void keep(@PathVariable String name) {
        requests.keep(name);
    }

    /**
     * The response.
     *
     * @param paused whether moves are paused
     */
    record Status(boolean paused, List<ShardView> shards, List<MoveView> moves) {}

    /**
     * A shard.
     *
     * @param slots number of slots that it owns
     * @param weight share of the slots, relative to the other shards
     */
    record ShardView(String name, String state, int slots, double weight) {
        static ShardView of(ShardMap map, Shard shard) {
            return new ShardView(
                    shard.name(),
                    shard.state().name().toLowerCase(Locale.ROOT),
                    map.slotsOf(shard.name()).size(),
                    shard.weight());
        }
    }

    /**
     * A move.
     *
     * @param slots such as {@code 0-99,120}
     */
    record MoveView(String id, String phase, String source, String target, String slots) {
        static MoveView of(Move move) {
            return new MoveView(
                    move.id(),
                    move.phase().name().toLowerCase(Locale.ROOT),
                    move.source(),
                    move.target(),
                    move.slots().toString());
        }
    }
}
