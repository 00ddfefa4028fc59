package io.rookery.storage.placement.move;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.slot.SlotSet;
import io.rookery.storage.placement.move.MoveStatus.Status;
import java.util.List;
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
    private final MoveStatus status;

    MoveController(MoveRequests requests, MoveStatus status) {
        this.requests = requests;
        this.status = status;
    }

    /** The shards and the moves that are not finished; no moves if the platform is at rest. */
    @GetMapping("/v1/shards")
    Status status() {
        return status.read();
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
     * @return the ids of the moves
     */
    @PostMapping("/v1/moves")
    @ResponseStatus(HttpStatus.ACCEPTED)
    List<String> move(@RequestParam String slots, @RequestParam String to) {
        return requests.move(parse(slots), to).stream().map(Move::id).toList();
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
     * Changes a shard's share of the slots.
     *
     * @param weight relative to the other shards
     */
    @PostMapping("/v1/shards/{name}/weight")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void weigh(@PathVariable String name, @RequestParam double weight) {
        requests.weigh(name, weight);
    }
}
