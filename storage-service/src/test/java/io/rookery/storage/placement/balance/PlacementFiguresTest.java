package io.rookery.storage.placement.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.Slots;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementFiguresTest {

    /** Prints the figures that the documents quote. */
    @Test
    void areAsGoodAsSlotsAllow() {
        System.out.println("| shards | max/average | moved when one joins | unavoidable | ratio |");
        System.out.println("|---|---|---|---|---|");
        for (int count : new int[] {2, 3, 16, 64}) {
            SlotAssignment placed = PlacementPlanner.plan(equal(count), SlotAssignment.none());
            PlacementFigures figures = PlacementFigures.of(equal(count), placed);
            int moved = PlacementFigures.of(equal(count + 1), placed).movesToBalance();
            int unavoidable = UnavoidableMoves.of(equal(count + 1), placed);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.4f | %d | %d | %.3f |%n",
                    count,
                    figures.maxToAverage(),
                    moved,
                    unavoidable,
                    (double) moved / unavoidable);
            assertThat(figures.maxToAverage()).isLessThan(1 + (double) count / Slots.COUNT);
            assertThat(moved).isEqualTo(unavoidable);
            assertThat(figures.movesToBalance()).isZero();
            assertThat(figures.unassigned()).isZero();
        }
    }

    @Test
    void sayWhatIsMissingBeforeAnythingIsPlaced() {
        PlacementFigures figures = PlacementFigures.of(equal(2), SlotAssignment.none());
        assertThat(figures.unassigned()).isEqualTo(Slots.COUNT);
        assertThat(figures.movesToBalance()).isEqualTo(Slots.COUNT);
        assertThat(figures.maxToAverage()).isZero();
        assertThat(figures.shards())
                .extracting(PlacementFigures.ShardFigures::quota)
                .containsExactly(8192, 8192);
    }

    @Test
    void sayNothingOfNoShards() {
        assertThat(PlacementFigures.of(List.of(), SlotAssignment.none()).movesToBalance()).isZero();
    }

    private static List<WeightedShard> equal(int count) {
        return IntStream.range(0, count).mapToObj(i -> new WeightedShard("shard-" + i, 1)).toList();
    }
}
