package io.rookery.storage.placement.move;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.map.VersionedShardMap;
import io.rookery.shard.slot.SlotSet;
import io.rookery.storage.placement.move.MoveStore.VersionedControl;
import io.rookery.storage.placement.move.MoveStore.VersionedMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;

/**
 * Records what operators ask for. The leader acts on it, whichever instance was asked. Each request
 * may be repeated.
 */
final class MoveRequests {

    private static final int ATTEMPTS = 5;
    private static final int MOST_WEIGHT = 1_000;

    private final MoveStore store;
    private final ShardMapStore maps;
    private final int batch;
    private final Supplier<String> ids;

    /**
     * @param batch maximum number of slots of a move
     * @param ids gives each new move its id
     */
    MoveRequests(MoveStore store, ShardMapStore maps, int batch, Supplier<String> ids) {
        this.store = store;
        this.maps = maps;
        this.batch = batch;
        this.ids = ids;
    }

    /** Pauses or resumes all moves. A move that has begun its switch is not held back. */
    void pause(boolean paused) {
        retry(() -> {
            VersionedControl present = store.control();
            return present.control().paused() == paused
                    || store.compareAndSet(present.control().paused(paused), present.version());
        });
    }

    /**
     * Makes the slots of a move stay at its source, or return to it. Pauses moves, because the load
     * may be evened out by the same move again.
     *
     * @throws ApiException 404 if there is no such move; 409 if it can no longer be undone
     */
    void undo(String id) {
        pause(true);
        retry(() -> {
            VersionedMove present =
                    store.moves().stream()
                            .filter(each -> each.move().id().equals(id))
                            .findFirst()
                            .orElseThrow(() ->
                                    new ApiException(
                                            HttpStatus.NOT_FOUND,
                                            "There is no unfinished move " + id));
            Move move = present.move();
            if (move.phase() == MovePhase.CLEAN_UP && !move.undo()) {
                throw new ApiException(
                        HttpStatus.CONFLICT,
                        "The move can no longer be undone: move the slots back");
            }
            return move.undo() || store.compareAndSet(move.undone(true), present.version());
        });
    }

    /**
     * Moves slots to a shard. Slots that it owns already stay.
     *
     * @throws ApiException 404 if there is no such shard; 409 if it may not own slots, or one of
     *     the slots is moving; 503 until the moves that ZooKeeper may have lost are restored
     */
    List<Move> move(SlotSet slots, String target) {
        if (!store.control().control().restored()) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE, "The earlier moves have not been read yet");
        }
        ShardMap map = map().map();
        if (requireShard(map, target).state() != ShardState.ACTIVE) {
            throw new ApiException(HttpStatus.CONFLICT, target + " may not get any slots");
        }
        for (VersionedMove each : store.moves()) {
            if (each.move().slots().stream().anyMatch(slots::contains)) {
                throw new ApiException(
                        HttpStatus.CONFLICT,
                        "Slots of %s are moving already".formatted(each.move().slots()));
            }
        }
        Map<String, List<Integer>> bySource = new TreeMap<>();
        slots.stream()
                .forEach(slot ->
                        bySource.computeIfAbsent(map.shardOf(slot).name(), _ -> new ArrayList<>())
                                .add(slot));
        bySource.remove(target);
        List<Move> planned = new ArrayList<>();
        bySource.forEach((source, moving) -> {
            for (int first = 0; first < moving.size(); first += batch) {
                IntStream next = moving.stream().skip(first).limit(batch).mapToInt(slot -> slot);
                planned.add(Move.planned(ids.get(), source, target, SlotSet.of(next)));
            }
        });
        planned.forEach(store::create);
        return planned;
    }

    /**
     * Lets a shard give all its slots to the others.
     *
     * @throws ApiException 404 if there is no such shard; 409 if no other shard may own slots
     */
    void drain(String name) {
        setState(name, ShardState.DRAINING);
    }

    /**
     * Lets a shard that was to be drained own slots again.
     *
     * @throws ApiException 404 if there is no such shard
     */
    void keep(String name) {
        setState(name, ShardState.ACTIVE);
    }

    /**
     * Changes a shard's share of the slots. The load is then evened out again.
     *
     * @param weight relative to the other shards
     * @throws ApiException 404 if there is no such shard; 422 if the weight is none
     */
    void weigh(String name, double weight) {
        if (!(weight > 0) || weight > MOST_WEIGHT) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "weight must be greater than 0 and at most " + MOST_WEIGHT);
        }
        change(name, (_, shard) -> shard.withWeight(weight));
    }

    private void setState(String name, ShardState next) {
        change(
                name,
                (map, shard) -> {
                    if (shard.state() != next) {
                        requireMayBecome(next, map, shard);
                    }
                    return shard.withState(next);
                });
    }

    private static void requireMayBecome(ShardState next, ShardMap map, Shard shard) {
        if (shard.state() == ShardState.JOINING) {
            throw new ApiException(HttpStatus.CONFLICT, shard.name() + " has not joined yet");
        }
        boolean isLast =
                map.shards().stream()
                        .noneMatch(other ->
                                !other.name().equals(shard.name())
                                        && other.state() == ShardState.ACTIVE);
        if (next == ShardState.DRAINING && isLast) {
            throw new ApiException(
                    HttpStatus.CONFLICT, "No other shard may own the slots of " + shard.name());
        }
    }

    private void change(String name, BiFunction<ShardMap, Shard, Shard> change) {
        retry(() -> {
            VersionedShardMap present = map();
            ShardMap map = present.map();
            Shard shard = requireShard(map, name);
            Shard next = change.apply(map, shard);
            return next.equals(shard)
                    || maps.compareAndSet(
                            map.withShards(with(map, other -> other.equals(shard) ? next : other)),
                            present.version());
        });
    }

    private static List<Shard> with(ShardMap map, UnaryOperator<Shard> change) {
        return map.shards().stream().map(change).toList();
    }

    private static Shard requireShard(ShardMap map, String name) {
        return map.shard(name)
                .orElseThrow(
                        () -> new ApiException(HttpStatus.NOT_FOUND, "There is no shard " + name));
    }

    private VersionedShardMap map() {
        return maps.read()
                .orElseThrow(() ->
                        new ApiException(
                                HttpStatus.SERVICE_UNAVAILABLE, "There is no shard map yet"));
    }

    /** Repeats a change until nobody else has changed the same thing meanwhile. */
    private static void retry(Supplier<Boolean> change) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (change.get()) {
                return;
            }
        }
        throw new ApiException(HttpStatus.CONFLICT, "Somebody else changes the same; try again");
    }
}
