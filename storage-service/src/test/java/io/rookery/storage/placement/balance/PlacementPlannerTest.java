package io.rookery.storage.placement.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.Slots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementPlannerTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 64})
    void givesEveryShardItsShareToWithinOneSlot(int count) {
        SlotAssignment placed = PlacementPlanner.plan(equal(count), SlotAssignment.none());
        assertThat(placed.isComplete()).isTrue();
        assertThat(equal(count))
                .allSatisfy(shard ->
                        assertThat(placed.slotsOf(shard.name()).size())
                                .isBetween(Slots.COUNT / count, Math.ceilDiv(Slots.COUNT, count)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 64})
    void movesNoSlotBeyondTheUnavoidableWhenAShardJoins(int count) {
        SlotAssignment before = PlacementPlanner.plan(equal(count), SlotAssignment.none());
        SlotAssignment after = PlacementPlanner.plan(equal(count + 1), before);
        assertThat(PlacementFigures.moves(before, after))
                .isEqualTo(UnavoidableMoves.of(equal(count + 1), before))
                .isEqualTo(after.slotsOf("shard-" + count).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 16, 64})
    void movesOnlyTheSlotsOfAShardThatLeaves(int count) {
        SlotAssignment before = PlacementPlanner.plan(equal(count), SlotAssignment.none());
        SlotAssignment after = PlacementPlanner.plan(equal(count).subList(1, count), before);
        assertThat(after.movedFrom(before)).isEqualTo(before.slotsOf("shard-0"));
        assertThat(after.shards()).doesNotContain("shard-0");
    }

    @Test
    void changesNothingWhenNothingChanges() {
        SlotAssignment placed = PlacementPlanner.plan(equal(7), SlotAssignment.none());
        assertThat(PlacementPlanner.plan(equal(7), placed)).isEqualTo(placed);
    }

    @Test
    void sharesByWeight() {
        List<WeightedShard> shards =
                List.of(
                        new WeightedShard("small", 1),
                        new WeightedShard("middle", 2),
                        new WeightedShard("large", 5));
        SlotAssignment placed = PlacementPlanner.plan(shards, SlotAssignment.none());
        assertThat(shards)
                .extracting(shard -> placed.slotsOf(shard.name()).size())
                .containsExactly(2048, 4096, 10240);
    }

    @Test
    void movesNoMoreThanAChangedWeightAsksFor() {
        SlotAssignment before = PlacementPlanner.plan(equal(4), SlotAssignment.none());
        List<WeightedShard> heavier = new ArrayList<>(equal(4));
        heavier.set(2, new WeightedShard("shard-2", 2));
        SlotAssignment after = PlacementPlanner.plan(heavier, before);
        assertThat(PlacementFigures.moves(before, after))
                .isEqualTo(after.slotsOf("shard-2").size() - before.slotsOf("shard-2").size());
    }

    @Test
    void staysBalancedAndFrugalThroughFortyRandomJoinsAndLeaves() {
        Random random = new Random(20260101);
        List<WeightedShard> shards = new ArrayList<>(equal(8));
        SlotAssignment present = PlacementPlanner.plan(shards, SlotAssignment.none());
        for (int change = 0; change < 40; change++) {
            if (shards.size() > 2 && random.nextBoolean()) {
                shards.remove(random.nextInt(shards.size()));
            } else {
                shards.add(new WeightedShard("joined-" + change, 1));
            }
            SlotAssignment next = PlacementPlanner.plan(shards, present);
            assertThat(next.isComplete()).isTrue();
            assertThat(PlacementFigures.of(shards, next).maxToAverage())
                    .isLessThanOrEqualTo(1 + (double) shards.size() / Slots.COUNT);
            assertThat(PlacementFigures.moves(present, next))
                    .isEqualTo(UnavoidableMoves.of(shards, present));
            present = next;
        }
    }

    @Test
    void givesAShardThatComesBackMostOfWhatItHad() {
        SlotAssignment before = PlacementPlanner.plan(equal(8), SlotAssignment.none());
        SlotAssignment without = PlacementPlanner.plan(equal(7), before);
        SlotAssignment again = PlacementPlanner.plan(equal(8), without);
        long kept =
                before.slotsOf("shard-7").stream()
                        .filter(again.slotsOf("shard-7")::contains)
                        .count();
        assertThat(kept).isGreaterThan(before.slotsOf("shard-7").size() / 2);
    }

    @Test
    void answersTheSameWhateverTheOrderOfTheShards() {
        SlotAssignment present = PlacementPlanner.plan(equal(5), SlotAssignment.none());
        List<WeightedShard> shuffled = new ArrayList<>(equal(9));
        Collections.shuffle(shuffled, new Random(3));
        assertThat(PlacementPlanner.plan(shuffled, present))
                .isEqualTo(PlacementPlanner.plan(equal(9), present));
    }

    /** A change of this result would move slots of running platforms. */
    @Test
    void answersTheSameInEveryVersion() {
        SlotAssignment placed = PlacementPlanner.plan(equal(3), SlotAssignment.none());
        assertThat(IntStream.range(0, 12).mapToObj(slot -> placed.ownerOf(slot).orElseThrow()))
                .containsExactly(
                        "shard-0", "shard-1", "shard-2", "shard-2", "shard-2", "shard-2", "shard-1",
                        "shard-1", "shard-1", "shard-1", "shard-2", "shard-2");
    }

    @Test
    void needsAShard() {
        assertThatThrownBy(() -> PlacementPlanner.plan(List.of(), SlotAssignment.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesOneNameForTwoShards() {
        List<WeightedShard> twice = List.of(new WeightedShard("a", 1), new WeightedShard("a", 2));
        assertThatThrownBy(() -> PlacementPlanner.plan(twice, SlotAssignment.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<WeightedShard> equal(int count) {
        return IntStream.range(0, count).mapToObj(i -> new WeightedShard("shard-" + i, 1)).toList();
    }
}
