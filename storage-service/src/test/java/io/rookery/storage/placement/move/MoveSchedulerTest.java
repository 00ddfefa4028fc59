package io.rookery.storage.placement.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import io.rookery.shard.slot.Slots;
import io.rookery.storage.placement.balance.PlacementPlanner;
import io.rookery.storage.placement.balance.WeightedShard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MoveSchedulerTest {
    private static final int BATCH = 64;
    private static final int UNFINISHED = 4;
    private static final SlotAssignment HALVES =
            SlotAssignment.of(
                    Map.of(
                            "shard-0", SlotSet.range(0, 8191),
                            "shard-1", SlotSet.range(8192, 16383)));

    private final AtomicInteger ids = new AtomicInteger();
    private final MoveScheduler scheduler = new MoveScheduler(BATCH, UNFINISHED);

    @Test
    void beginsNothingWhileTheLoadIsEven() {
        assertThat(next(shards(2), HALVES, List.of())).isEmpty();
    }

    @Test
    void beginsOneBatchToANewShardAtATime() {
        List<Move> begun = next(shards(3), HALVES, List.of());

        assertThat(begun).hasSize(1);
        assertThat(begun.getFirst().target()).isEqualTo("shard-2");
        assertThat(begun.getFirst().slots().size()).isEqualTo(BATCH);
        assertThat(next(shards(3), HALVES, begun)).isEmpty();
    }

    @Test
    void beginsMovesBetweenDifferentShardsAtOnce() {
        assertThat(next(shards(4), HALVES, List.of()))
                .extracting(Move::source, Move::target)
                .hasSize(2);
    }

    @Test
    void goesOnWhileMovesCanStillBeUndoneButNotWithoutLimit() {
        List<Move> moves = new ArrayList<>();
        SlotAssignment present = HALVES;
        for (int i = 0; i < UNFINISHED; i++) {
            Move begun = next(shards(3), present, moves).getFirst();
            present = moved(present, begun);
            moves.add(begun.in(MovePhase.OBSERVE));
        }

        assertThat(next(shards(3), present, moves)).isEmpty();
    }

    @Test
    void endsWithAnEvenLoadAfterAsFewMovedSlotsAsPossible() {
        SlotAssignment present = HALVES;
        int moved = 0;
        for (List<Move> begun = next(shards(3), present, List.of());
                !begun.isEmpty();
                begun = next(shards(3), present, List.of())) {
            for (Move move : begun) {
                present = moved(present, move);
                moved += move.slots().size();
            }
        }

        SlotAssignment planned = PlacementPlanner.plan(shards(3), HALVES);
        assertThat(present.movedFrom(HALVES).size()).isEqualTo(moved);
        assertThat(moved).isEqualTo(planned.movedFrom(HALVES).size());
        assertThat(present.slotsOf("shard-2").size())
                .isBetween(Slots.COUNT / 3, 1 + Slots.COUNT / 3);
    }

    @Test
    void emptiesAShardThatMayNoLongerOwnSlots() {
        SlotAssignment present = HALVES;
        List<WeightedShard> rest = List.of(new WeightedShard("shard-0", 1));
        for (List<Move> begun = next(rest, present, List.of());
                !begun.isEmpty();
                begun = next(rest, present, List.of())) {
            for (Move move : begun) {
                present = moved(present, move);
            }
        }

        assertThat(present.slotsOf("shard-1").isEmpty()).isTrue();
    }

    private List<Move> next(List<WeightedShard> shards, SlotAssignment present, List<Move> moves) {
        return scheduler.next(shards, present, moves, () -> "m" + ids.incrementAndGet());
    }

    private static List<WeightedShard> shards(int count) {
        List<WeightedShard> shards = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shards.add(new WeightedShard("shard-" + i, 1));
        }
        return shards;
    }

    private static SlotAssignment moved(SlotAssignment present, Move move) {
        String[] owners = new String[Slots.COUNT];
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            owners[slot] =
                    move.slots().contains(slot)
                            ? move.target()
                            : present.ownerOf(slot).orElseThrow();
        }
        return SlotAssignment.of(owners);
    }
}
