package io.rookery.storage.placement.move;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.shard.map.VersionedShardMap;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.storage.placement.move.MoveObservation.Comparison;
import io.rookery.storage.placement.move.MoveObservation.Stream.State;
import io.rookery.storage.placement.move.MoveProgress.Copied;
import io.rookery.storage.placement.move.MoveStore.VersionedMove;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Reads the shards and the moves between them. Any instance can: nothing is asked of the leader.
 */
final class MoveStatus {

    private final MoveStore store;
    private final ShardMapStore maps;
    private final MovePlanner planner;
    private final MoveObserver observer;
    private final MoveProgress progress;

    MoveStatus(
            MoveStore store,
            ShardMapStore maps,
            MovePlanner planner,
            MoveObserver observer,
            MoveProgress progress) {
        this.store = store;
        this.maps = maps;
        this.planner = planner;
        this.observer = observer;
        this.progress = progress;
    }

    Status read() {
        MoveControl control = store.control().control();
        List<Move> moves = store.moves().stream().map(VersionedMove::move).toList();
        ShardMap map = maps.read().map(VersionedShardMap::map).orElse(null);
        List<ShardView> shards =
                map == null
                        ? List.of()
                        : map.shards().stream().map(shard -> ShardView.of(map, shard)).toList();
        return new Status(
                control.paused(),
                map != null && isEven(map, control, moves),
                shards,
                moves.stream().map(move -> view(move, control.paused())).toList());
    }

    /** Whether every slot is at the shard where it is to stay. */
    private static boolean isEven(ShardMap map, MoveControl control, List<Move> moves) {
        return map.isComplete()
                && map.shards().stream().noneMatch(shard -> isOnTheWay(map, shard))
                && control.balanced().equals(MoveControl.balanceOf(map))
                && moves.stream().allMatch(Move::hasSwitched);
    }

    private static boolean isOnTheWay(ShardMap map, Shard shard) {
        return switch (shard.state()) {
            case JOINING -> true;
            case DRAINING -> !map.slotsOf(shard.name()).isEmpty();
            case ACTIVE -> false;
        };
    }

    private MoveView view(Move move, boolean paused) {
        try {
            MoveObservation observation = observer.observe(move, paused, true, Comparison.NOT_DONE);
            String sentence = StepSentence.of(move, planner.next(move, observation));
            boolean isCopying = !move.hasSwitched() && move.phase() != MovePhase.CREATE;
            Copied copied = isCopying ? progress.of(move) : null;
            Long lag =
                    observation.forward().state() == State.STREAMING
                            ? observation.forward().lag().toMillis()
                            : null;
            return MoveView.of(move, sentence, copied, lag);
        } catch (ShardUnavailableException | DataAccessException e) {
            return MoveView.of(
                    move, "A shard does not answer: %s.".formatted(e.getMessage()), null, null);
        }
    }

    /**
     * The shards and the moves between them.
     *
     * @param paused whether moves are paused
     * @param even whether every slot is at the shard where it is to stay; moves may still be
     *     observed or cleaned up
     * @param moves those that are not finished
     */
    record Status(boolean paused, boolean even, List<ShardView> shards, List<MoveView> moves) {}

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
     * @param slotCount number of slots
     * @param undo whether the slots are to stay at the source, or return to it
     * @param doing what it does or waits for, in one sentence
     * @param rows how many rows were copied; left out before the copy and after the switch
     * @param bytes how many bytes of rows were copied; left out with the rows
     * @param lagMillis how far the target is behind; left out while nothing is streamed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MoveView(
            String id,
            String phase,
            String source,
            String target,
            String slots,
            int slotCount,
            boolean undo,
            String doing,
            @Nullable Part rows,
            @Nullable Part bytes,
            @Nullable Long lagMillis) {

        static MoveView of(Move move, String doing, @Nullable Copied copied, @Nullable Long lag) {
            return new MoveView(
                    move.id(),
                    move.phase().name().toLowerCase(Locale.ROOT),
                    move.source(),
                    move.target(),
                    move.slots().toString(),
                    move.slots().size(),
                    move.undo(),
                    doing,
                    copied == null
                            ? null
                            : new Part(copied.copied().number(), copied.total().number()),
                    copied == null
                            ? null
                            : new Part(copied.copied().bytes(), copied.total().bytes()),
                    lag);
        }
    }

    /** How much of something is copied. */
    record Part(long copied, long total) {}
}
